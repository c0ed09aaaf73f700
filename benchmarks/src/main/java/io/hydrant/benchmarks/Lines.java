package io.hydrant.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/// Records like those of a log: JSON lines of 1 KiB, neither all alike nor all random.
final class Lines {
    static final int BATCH_RECORDS = 500;
    static final int RECORD_BYTES = 1024;

    private final Random random = new Random(42);

    byte[] next() {
        StringBuilder line = new StringBuilder(RECORD_BYTES);
        line.append("{\"id\":").append(random.nextLong());
        for (int field = 0; line.length() < RECORD_BYTES - 60; field++) {
            line.append(",\"field_")
                    .append(field)
                    .append("\":\"")
                    .append(Integer.toHexString(random.nextInt()))
                    .append('"');
        }
        line.append(",\"fill\":\"");
        line.append("x".repeat(RECORD_BYTES - line.length() - 3)).append("\"}\n");
        return line.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Many lines, one behind the other.
    byte[] block(int count) {
        ByteArrayOutputStream block = new ByteArrayOutputStream(count * RECORD_BYTES);
        for (int i = 0; i < count; i++) {
            block.writeBytes(next());
        }
        return block.toByteArray();
    }

    /// The body of a PutRecordBatch of 500 lines.
    byte[] putRecordBatch() {
        StringBuilder body = new StringBuilder("{\"DeliveryStreamName\":\"clicks\",\"Records\":[");
        for (int i = 0; i < BATCH_RECORDS; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"Data\":\"")
                    .append(Base64.getEncoder().encodeToString(next()))
                    .append("\"}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
