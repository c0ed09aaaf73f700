package io.hydrant.conformance.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A whole answer.
record S3Answer(int status, String etag, byte[] body) {
    static S3Answer empty(int status) {
        return new S3Answer(status, "", new byte[0]);
    }

    static S3Answer stored(byte[] content) {
        return new S3Answer(200, '"' + UploadBody.hex("MD5", content) + '"', new byte[0]);
    }

    static S3Answer xml(String text) {
        return new S3Answer(200, "", text.getBytes(StandardCharsets.UTF_8));
    }

    static S3Answer error(int status, String code, String message) {
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                        .formatted(code, message);
        return new S3Answer(status, "", text.getBytes(StandardCharsets.UTF_8));
    }

    void write(OutputStream out, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        head.append("x-amz-request-id: 1\r\nContent-Type: application/xml\r\n");
        if (!etag.isEmpty()) {
            head.append("ETag: ").append(etag).append("\r\n");
        }
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }
}
