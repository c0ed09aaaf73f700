package io.hydrant.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a client sees whose request never became one: a status and one short line. Says nothing
/// about the inside of the server.
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.write(true, line(response.getStatus()), callback);
        return true;
    }

    private static ByteBuffer line(int status) {
        String text = status + " " + HttpStatus.getMessage(status) + "\n";
        return BufferUtil.toBuffer(text, StandardCharsets.US_ASCII);
    }
}
