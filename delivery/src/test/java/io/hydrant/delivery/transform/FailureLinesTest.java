package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.partition.ErrorOutput;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class FailureLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final FailureLines lines = new FailureLines(out);

    /// As captured from the service.
    @Test
    void writesTheLineOfTheService() throws IOException {
        lines.write(
                new Failure(
                        ErrorOutput.PROCESSING_FAILED,
                        "Lambda.ProcessingFailedStatus",
                        "ProcessingFailed status set for record",
                        1,
                        Instant.ofEpochMilli(1789014301529L),
                        "arn:aws:lambda:us-west-2:123456789012:function:f"),
                Instant.ofEpochMilli(1789014240448L),
                bytes("FAIL this one\n"));
        assertThat(written())
                .isEqualTo(
                        "{\"rawData\":\"RkFJTCB0aGlzIG9uZQo=\","
                                + "\"errorCode\":\"Lambda.ProcessingFailedStatus\","
                                + "\"errorMessage\":\"ProcessingFailed status set for record\","
                                + "\"attemptsMade\":1,\"arrivalTimestamp\":1789014240448,"
                                + "\"attemptEndingTimestamp\":1789014301529,"
                                + "\"lambdaARN\":"
                                + "\"arn:aws:lambda:us-west-2:123456789012:function:f\"}\n");
    }

    @Test
    void namesNoFunctionWhereNoneWasMeant() throws IOException {
        Failure failure =
                new Failure(
                        ErrorOutput.METADATA_EXTRACTION_FAILED,
                        "DynamicPartitioning.MetadataExtractionFailed",
                        "\"a\\b\" \u0007 Grün \ud83d\ude00 \ud800",
                        1,
                        Instant.ofEpochMilli(2),
                        "");
        lines.write(failure, Instant.ofEpochMilli(1), bytes(""));
        assertThat(written())
                .isEqualTo(
                        "{\"rawData\":\"\","
                                + "\"errorCode\":\"DynamicPartitioning.MetadataExtractionFailed\","
                                + "\"errorMessage\":"
                                + "\"\\\"a\\\\b\\\" \\u0007 Grün \ud83d\ude00 ?\","
                                + "\"attemptsMade\":1,\"arrivalTimestamp\":1,"
                                + "\"attemptEndingTimestamp\":2}\n");
    }

    @Test
    void writesManyLinesWithoutKeepingThem() throws IOException {
        Failure failure =
                new Failure(ErrorOutput.PROCESSING_FAILED, "c", "m", 4, Instant.EPOCH, "f");
        ByteBuffer data = ByteBuffer.allocate(10_000).asReadOnlyBuffer();
        for (int i = 0; i < 100; i++) {
            lines.write(failure, Instant.EPOCH, data);
            assertThat(data.remaining()).isEqualTo(10_000);
        }
        assertThat(out.size()).isGreaterThan(1_200_000);
        assertThat(written().lines()).hasSize(100).allMatch(line -> line.length() > 13_000);
    }

    private String written() throws IOException {
        lines.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
