package io.hydrant.streams.api;

import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Prints the CPU time of the whole process that durable PutRecords of 500 x 1 KiB take, and
/// GetRecords of what they put, from the body of the request to the body of the answer.
///
/// Arguments: a folder to write in (a disk, not memory), rounds (8), puts a round (400).
final class DataThroughput {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 1024;

    private static final Pattern TOKEN =
            Pattern.compile("NextShardIterator.{1,3}?(AQ[A-Za-z0-9+/]{40,}=*)", Pattern.DOTALL);

    private DataThroughput() {}

    public static void main(String[] arguments) throws IOException {
        Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        int puts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400;
        for (int shards : List.of(1, 4)) {
            for (Encoding encoding : List.of(Encoding.JSON_1_1, Encoding.CBOR_1_1)) {
                for (int round = 0; round < rounds; round++) {
                    Path folder = Files.createTempDirectory(parent, "data-throughput");
                    System.out.printf(
                            "%d shards, %s: %s%n",
                            shards, encoding, run(folder, shards, encoding, puts));
                    remove(folder);
                }
            }
        }
    }

    private static String run(Path folder, int shards, Encoding encoding, int puts) {
        SimulatedClock clock = SimulatedClock.at("2026-03-01T12:00:00.123Z");
        try (DataHarness harness = new DataHarness(SegmentedLogConfig.in(folder), clock)) {
            harness.speaking(encoding).streams.create(DataHarness.CLICKS, shards);
            byte[] body = Codec.write(request(), encoding);
            long start = cpuNanos();
            for (int i = 0; i < puts; i++) {
                harness.call("PutRecords", body);
            }
            double putSeconds = (cpuNanos() - start) / 1e9;
            start = cpuNanos();
            for (int shard = 0; shard < shards; shard++) {
                read(harness, new ShardId(shard), encoding);
            }
            double getSeconds = (cpuNanos() - start) / 1e9;
            double megabytes = (double) puts * RECORDS * RECORD_BYTES / 1e6;
            return "put %.0f MB, get %.0f MB per CPU second"
                    .formatted(megabytes / putSeconds, megabytes / getSeconds);
        }
    }

    private static void read(DataHarness harness, ShardId shard, Encoding encoding) {
        String iterator =
                harness.iterator(
                        r ->
                                r.shardId(shard.toString())
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        boolean more = true;
        while (more) {
            byte[] body =
                    Codec.write(
                            GetRecordsRequest.builder().shardIterator(iterator).build(), encoding);
            byte[] answer = harness.call("GetRecords", body);
            // the end of the answer tells the next iterator
            iterator = nextIterator(answer);
            more = answer.length > 4096;
        }
    }

    private static String nextIterator(byte[] answer) {
        String end =
                new String(
                        answer,
                        Math.max(0, answer.length - 512),
                        Math.min(512, answer.length),
                        StandardCharsets.ISO_8859_1);
        Matcher matcher = TOKEN.matcher(end);
        if (!matcher.find()) {
            throw new IllegalStateException("no next iterator in " + end);
        }
        return matcher.group(1);
    }

    private static PutRecordsRequest request() {
        Random random = new Random(1);
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] data = new byte[RECORD_BYTES];
            random.nextBytes(data);
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .data(SdkBytes.fromByteArray(data))
                            .partitionKey("key-" + random.nextInt(1_000_000))
                            .build());
        }
        return PutRecordsRequest.builder().streamName("clicks").records(entries).build();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
