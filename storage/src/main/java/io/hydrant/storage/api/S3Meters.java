package io.hydrant.storage.api;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.io.OutputStream;

/// Counts requests, bytes and refusals. Safe for use by many threads.
final class S3Meters {
    private final Telemetry telemetry;
    private final Telemetry.Counter bytesIn;
    private final Telemetry.Counter bytesOut;

    S3Meters(Telemetry telemetry) {
        this.telemetry = telemetry;
        this.bytesIn =
                telemetry.counter(
                        "hydrant_s3_received_bytes_total",
                        "Bytes of bodies received over S3.",
                        Labels.NONE);
        this.bytesOut =
                telemetry.counter(
                        "hydrant_s3_sent_bytes_total",
                        "Bytes of bodies sent over S3.",
                        Labels.NONE);
    }

    void received(long bytes) {
        bytesIn.add(bytes);
    }

    void answered(String operation, int status) {
        Labels labels = Labels.of("operation", operation);
        telemetry.counter("hydrant_s3_requests_total", "Requests over S3.", labels).add(1);
        if (status >= 400) {
            telemetry
                    .counter(
                            "hydrant_s3_failures_total",
                            "Requests over S3 that were refused or failed.",
                            Labels.of("operation", operation, "status", Integer.toString(status)))
                    .add(1);
        }
    }

    /// The same response, its body counted when it is sent.
    HttpResponse sent(HttpResponse response) {
        return switch (response.body()) {
            case HttpResponse.Body.Bytes(byte[] bytes) -> {
                bytesOut.add(bytes.length);
                yield response;
            }
            case HttpResponse.Body.Stream(long lengthBytes, HttpResponse.Writer writer) ->
                    new HttpResponse(
                            response.status(),
                            response.headers(),
                            new HttpResponse.Body.Stream(
                                    lengthBytes, out -> writer.writeTo(counted(out))));
        };
    }

    private OutputStream counted(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                bytesOut.add(1);
            }

            @Override
            public void write(byte[] source, int offset, int count) throws IOException {
                out.write(source, offset, count);
                bytesOut.add(count);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }
}
