package io.hydrant.delivery.api;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.intake.PayloadPool;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Prints the CPU time that the scan of a PutRecordBatch of 500 records and its answer take.
///
/// Arguments: record bytes (1024), rounds (10).
final class ScannerThroughput {
    private static final int RECORDS = 500;
    private static final int BODIES_PER_ROUND = 500;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ScannerThroughput() {}

    public static void main(String[] arguments) {
        int recordBytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        byte[] plain = body(recordBytes, "/");
        byte[] escaped = body(recordBytes, "\\/");
        for (int round = 0; round < rounds; round++) {
            System.out.printf(
                    "%,d bytes: scan %.4f ms, with escapes %.4f ms, answer %.4f ms%n",
                    plain.length, scanMillis(plain), scanMillis(escaped), answerMillis());
        }
    }

    private static double scanMillis(byte[] body) {
        PutScanner scanner = new PutScanner(new PayloadPool(1));
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < BODIES_PER_ROUND; i++) {
            try (ScannedPut put = scanner.scanBatch(body, body.length).orElseThrow()) {
                if (put.frame().recordBytes().length != RECORDS) {
                    throw new IllegalStateException("scanned wrong");
                }
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / BODIES_PER_ROUND;
    }

    private static double answerMillis() {
        StreamId stream =
                new StreamId(new AccountId("000000000000"), new Region("us-east-1"), "clicks");
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < BODIES_PER_ROUND; i++) {
            RecordIds ids = RecordIds.of(stream, new Accepted(0, i, Instant.EPOCH));
            if (PutAnswers.batch(ids, RECORDS, false).length < RECORDS * RecordIds.ID_CHARS) {
                throw new IllegalStateException("answered wrong");
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / BODIES_PER_ROUND;
    }

    private static byte[] body(int recordBytes, String slash) {
        Random random = new Random(1);
        byte[] record = new byte[recordBytes];
        return IntStream.range(0, RECORDS)
                .mapToObj(
                        _ -> {
                            random.nextBytes(record);
                            String text = Base64.getEncoder().encodeToString(record);
                            return "{\"Data\":\"" + text.replace("/", slash) + "\"}";
                        })
                .collect(
                        Collectors.joining(
                                ",", "{\"DeliveryStreamName\":\"clicks\",\"Records\":[", "]}"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
