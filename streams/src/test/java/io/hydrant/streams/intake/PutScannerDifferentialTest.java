package io.hydrant.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.PartitionKeyHash;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What is scanned, the general path reads to the same records, in both encodings.
class PutScannerDifferentialTest {
    private static final Caller CALLER =
            new Caller(new AccountId("123456789012"), new Region("eu-west-1"), "kinesis", "test");
    private static final ServiceConstraints CONSTRAINTS = ServiceConstraints.load("kinesis");
    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/s-1";
    private static final String[] WHITE_SPACE = {"", "", "", "", " ", "\n", "\r\n\t"};
    private static final String[] KEYS = {
        "a", "key-42", "\u00e9", "\u4e16\u754c", "\ud83d\ude00x", "~\u007f", "0"
    };
    private static final String[] ODDITIES = {
        "\"",
        "\\",
        "\\/",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "=",
        "==",
        " ",
        "null",
        "1",
        "0",
        "\u0000",
        "\u00fc",
        "\\u0041",
        "\"Data\":",
        "\"Records\":",
        "\"PartitionKey\":",
        "\"StreamName\":",
        "\"ExplicitHashKey\":\"7\",",
        "{\"Data\":\"QQ==\",\"PartitionKey\":\"a\"}",
        "\"x\":{},",
        "\"StreamName\"",
        "QQ",
        "\u0080",
        "\ud83d\ude00"
    };

    private final PutScanner scanner = new PutScanner(new PayloadPool(1));

    @ParameterizedTest
    @CsvSource({"1, JSON_1_1", "2, JSON_1_1", "3, CBOR_1_1", "4, CBOR_1_1"})
    void scansEveryUsualBodyAsTheGeneralPathReadsIt(long seed, Encoding encoding) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            boolean batch = random.nextInt(4) > 0;
            byte[] body = usual(random, batch, encoding, 1 + random.nextInt(30));

            assertThat(agrees(body, encoding, batch)).as("scanned, body %d", i).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"5, JSON_1_1", "6, JSON_1_1", "7, CBOR_1_1", "8, CBOR_1_1"})
    void neverScansAMutatedBodyDifferently(long seed, Encoding encoding) {
        Random random = new Random(seed);
        int scannedCount = 0;
        for (int i = 0; i < 15_000; i++) {
            boolean batch = random.nextBoolean();
            byte[] body = usual(random, batch, encoding, 1 + random.nextInt(2));
            byte[] mutated = mutated(random, body);

            scannedCount += agrees(mutated, encoding, batch) ? 1 : 0;
        }
        assertThat(scannedCount).isGreaterThan(500);
    }

    /// Whether the body was scanned; fails when the general path disagrees.
    private boolean agrees(byte[] body, Encoding encoding, boolean batch) {
        ApiCall call = new ApiCall(CALLER, "r", encoding, body, body.length);
        Optional<ScannedPut> scanned = batch ? scanner.scanRecords(call) : scanner.scanRecord(call);
        if (scanned.isEmpty()) {
            return false;
        }
        String shown = new String(body, StandardCharsets.ISO_8859_1);
        try (ScannedPut put = scanned.get()) {
            if (put.streamArn().isPresent() && !put.streamArn().get().equals(ARN)) {
                return false; // whoever asked looks at it next
            }
            PutRecordsRequest general = general(call, batch).orElseThrow(() -> refused(shown));
            assertThat(put.streamName().orElse(null)).as(shown).isEqualTo(general.streamName());
            assertThat(put.streamArn().orElse(null)).as(shown).isEqualTo(general.streamARN());
            assertThat(put.records().count()).as(shown).isEqualTo(general.records().size());
            for (int i = 0; i < put.records().count(); i++) {
                assertSame(put.records(), i, general.records().get(i), shown);
            }
        }
        return true;
    }

    private static AssertionError refused(String body) {
        return new AssertionError("scanned what the general path refuses: " + body);
    }

    private static void assertSame(
            IncomingRecords records, int index, PutRecordsRequestEntry expected, String shown) {
        byte[] data = expected.data().asByteArrayUnsafe();
        byte[] key = expected.partitionKey().getBytes(StandardCharsets.UTF_8);
        ByteBuffer scannedData = ByteBuffer.allocate(records.dataBytes(index));
        records.addDataTo(scannedData, index);
        assertThat(scannedData.array()).as(shown).isEqualTo(data);
        ShardFrame.Metadata scannedKey = new ShardFrame.Metadata(1, records.keyBytes(index));
        records.addKeyTo(scannedKey, index);
        assertThat(scannedKey.toBuffer(false, false))
                .as(shown)
                .isEqualTo(ShardFrame.metadata(false, false, List.of(key)));
        HashKey hashKey =
                expected.explicitHashKey() == null
                        ? HashKey.ofPartitionKey(key)
                        : HashKey.of(new BigInteger(expected.explicitHashKey()));
        assertThat(records.hashKey(index, new PartitionKeyHash())).as(shown).isEqualTo(hashKey);
        assertThat(records.recordBytes(index)).isEqualTo(data.length + key.length);
    }

    /// Empty when the general path refuses the body.
    private static Optional<PutRecordsRequest> general(ApiCall call, boolean batch) {
        try {
            if (batch) {
                PutRecordsRequest request = Codec.read(call, PutRecordsRequest.builder());
                CONSTRAINTS.require("PutRecords", request);
                return Optional.of(request);
            }
            PutRecordRequest request = Codec.read(call, PutRecordRequest.builder());
            CONSTRAINTS.require("PutRecord", request);
            assertThat(request.sequenceNumberForOrdering()).isNull();
            return Optional.of(
                    PutRecordsRequest.builder()
                            .streamName(request.streamName())
                            .streamARN(request.streamARN())
                            .records(
                                    PutRecordsRequestEntry.builder()
                                            .data(request.data())
                                            .partitionKey(request.partitionKey())
                                            .explicitHashKey(request.explicitHashKey())
                                            .build())
                            .build());
        } catch (HydrantException _) {
            return Optional.empty();
        }
    }

    private static byte[] usual(Random random, boolean batch, Encoding encoding, int count) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < (batch ? count : 1); i++) {
            byte[] data = new byte[random.nextInt(random.nextInt(10) == 0 ? 2_000 : 30)];
            random.nextBytes(data);
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .data(SdkBytes.fromByteArray(data))
                            .partitionKey(KEYS[random.nextInt(KEYS.length)])
                            .explicitHashKey(
                                    random.nextInt(3) == 0
                                            ? new BigInteger(random.nextInt(129), random).toString()
                                            : null)
                            .build());
        }
        boolean byArn = random.nextInt(3) == 0;
        if (encoding != Encoding.CBOR_1_1) {
            return json(random, batch, byArn, entries).getBytes(StandardCharsets.UTF_8);
        }
        if (batch) {
            return Codec.write(
                    PutRecordsRequest.builder()
                            .streamName(byArn ? null : "s-1")
                            .streamARN(byArn ? ARN : null)
                            .records(entries)
                            .build(),
                    encoding);
        }
        return Codec.write(
                PutRecordRequest.builder()
                        .streamName(byArn ? null : "s-1")
                        .streamARN(byArn ? ARN : null)
                        .data(entries.getFirst().data())
                        .partitionKey(entries.getFirst().partitionKey())
                        .explicitHashKey(entries.getFirst().explicitHashKey())
                        .build(),
                encoding);
    }

    private static String json(
            Random random, boolean batch, boolean byArn, List<PutRecordsRequestEntry> entries) {
        List<String> members = new ArrayList<>();
        members.add(byArn ? member(random, "StreamARN", ARN) : member(random, "StreamName", "s-1"));
        if (batch) {
            List<String> records = new ArrayList<>();
            for (PutRecordsRequestEntry entry : entries) {
                records.add("{" + joined(random, recordMembers(random, entry)) + "}");
            }
            members.add("\"Records\":" + space(random) + "[" + String.join(",", records) + "]");
        } else {
            members.addAll(recordMembers(random, entries.getFirst()));
        }
        return space(random) + "{" + joined(random, members) + "}" + space(random);
    }

    private static List<String> recordMembers(Random random, PutRecordsRequestEntry entry) {
        List<String> members = new ArrayList<>();
        String data = Base64.getEncoder().encodeToString(entry.data().asByteArrayUnsafe());
        members.add(
                member(random, "Data", random.nextInt(5) == 0 ? data.replace("/", "\\/") : data));
        members.add(member(random, "PartitionKey", entry.partitionKey()));
        if (entry.explicitHashKey() != null) {
            members.add(member(random, "ExplicitHashKey", entry.explicitHashKey()));
        }
        return members;
    }

    private static String joined(Random random, List<String> members) {
        List<String> shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, random);
        return space(random)
                + String.join(space(random) + "," + space(random), shuffled)
                + space(random);
    }

    private static String member(Random random, String name, String value) {
        return '"' + name + '"' + space(random) + ":" + space(random) + '"' + value + '"';
    }

    private static String space(Random random) {
        return WHITE_SPACE[random.nextInt(WHITE_SPACE.length)];
    }

    private static byte[] mutated(Random random, byte[] body) {
        byte[] mutated = body;
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            mutated = mutatedOnce(random, mutated);
        }
        return mutated;
    }

    private static byte[] mutatedOnce(Random random, byte[] body) {
        int at = random.nextInt(body.length + 1);
        int bytes = Math.min(random.nextInt(4), body.length - at);
        byte[] other =
                switch (random.nextInt(4)) {
                    case 0 -> new byte[] {(byte) random.nextInt(256)};
                    case 1 -> new byte[0];
                    case 2 -> new byte[] {body[random.nextInt(body.length)]};
                    default ->
                            ODDITIES[random.nextInt(ODDITIES.length)].getBytes(
                                    StandardCharsets.UTF_8);
                };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, at);
        out.writeBytes(other);
        out.write(body, at + bytes, body.length - at - bytes);
        return out.size() == 0 ? new byte[] {'{'} : out.toByteArray();
    }
}
