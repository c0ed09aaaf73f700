package io.hydrant.conformance.malformed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What came back for the raw bytes of a request.
///
/// @param status 0 when the server closed the connection without a word
/// @param headers by lower-case name
/// @param body as text, whatever it is
record Answer(int status, Map<String, String> headers, String body, byte[] content) {
    private static final int PATIENCE_MILLIS = 40_000;

    /// Sends bytes on a connection of their own, then nothing more.
    static Answer to(byte[] request, int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Thread writer = Thread.ofVirtual().start(() -> write(request, socket));
            Answer answer = read(socket.getInputStream());
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(byte[] request, Socket socket) {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException _) {
            // the server may answer and close before it has read everything
        }
    }

    private static Answer read(InputStream in) throws IOException {
        byte[] all = all(in);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        while (text.startsWith("HTTP/1.1 100")) {
            text = text.substring(text.indexOf("\r\n\r\n") + 4);
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), text, all);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                new String(body, StandardCharsets.UTF_8),
                body);
    }

    /// Until the server closes; a reset after the answer is as good.
    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int count = in.read(buffer);
            while (count >= 0) {
                all.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }
}
