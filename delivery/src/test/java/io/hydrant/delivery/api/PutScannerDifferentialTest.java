package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.Frame;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What is scanned, the general path reads to the same records.
class PutScannerDifferentialTest {
    private static final String[] WHITE_SPACE = {"", "", "", "", " ", "\n", "\r\n\t", "  "};
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
        "/",
        " ",
        "\n",
        "null",
        "1",
        "\u0000",
        "\u00fc",
        "\\u0041",
        "\"Data\":",
        "\"Records\":",
        "\"Record\":",
        "\"DeliveryStreamName\":",
        "{\"Data\":\"QQ==\"}",
        "\"x\":{},",
        "QQ",
        "A"
    };

    private final PutScanner scanner = new PutScanner(new PayloadPool(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scansEveryUsualBodyAsTheGeneralPathReadsIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            boolean batch = random.nextInt(4) > 0;
            byte[] body = utf8(usual(random, batch));

            assertThat(agrees(body, body.length, batch)).as("scanned, body %d", i).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void neverScansAMutatedBodyDifferently(long seed) {
        Random random = new Random(seed);
        int scannedCount = 0;
        for (int i = 0; i < 15_000; i++) {
            boolean batch = random.nextBoolean();
            byte[] body = mutated(random, utf8(small(random, batch)));

            scannedCount += agrees(body, body.length, batch) ? 1 : 0;
        }
        assertThat(scannedCount).isGreaterThan(500);
    }

    /// Whether the body was scanned; fails when the general path disagrees.
    private boolean agrees(byte[] body, int bodyBytes, boolean batch) {
        byte[] before = body.clone();
        Optional<ScannedPut> scanned =
                batch ? scanner.scanBatch(body, bodyBytes) : scanner.scanRecord(body, bodyBytes);
        assertThat(body).isEqualTo(before);
        if (scanned.isEmpty()) {
            return false;
        }
        Optional<GeneralPut> general = GeneralPut.read(body, bodyBytes, batch);
        String shown = new String(body, StandardCharsets.ISO_8859_1);
        assertThat(general).as(shown).isPresent();
        try (ScannedPut put = scanned.get()) {
            assertThat(put.streamName()).as(shown).isEqualTo(general.get().streamName());
            assertThat(records(put.frame()))
                    .as(shown)
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(general.get().records());
        }
        return true;
    }

    private static List<byte[]> records(Frame frame) {
        ByteBuffer payload = frame.payload().duplicate();
        List<byte[]> records = new ArrayList<>();
        for (int bytes : frame.recordBytes()) {
            byte[] record = new byte[bytes];
            payload.get(record);
            records.add(record);
        }
        return records;
    }

    private static String usual(Random random, boolean batch) {
        int bytesMax = random.nextInt(10) == 0 ? 20_000 : 300;
        return put(random, batch, 1 + random.nextInt(30), bytesMax);
    }

    private static String small(Random random, boolean batch) {
        return put(random, batch, 1 + random.nextInt(3), 12);
    }

    private static String put(Random random, boolean batch, int recordCount, int bytesMax) {
        String name = "\"DeliveryStreamName\"" + space(random) + ":" + space(random) + "\"s-1\"";
        StringBuilder records = new StringBuilder(batch ? "\"Records\":" : "\"Record\":");
        records.append(space(random));
        if (batch) {
            records.append('[');
            for (int i = 0; i < recordCount; i++) {
                records.append(i == 0 ? "" : ",").append(record(random, bytesMax));
            }
            records.append(']');
        } else {
            records.append(record(random, bytesMax));
        }
        boolean nameFirst = random.nextBoolean();
        return space(random)
                + "{"
                + space(random)
                + (nameFirst ? name : records)
                + space(random)
                + ","
                + space(random)
                + (nameFirst ? records : name)
                + space(random)
                + "}"
                + space(random);
    }

    private static String record(Random random, int bytesMax) {
        byte[] record = new byte[random.nextInt(bytesMax)];
        random.nextBytes(record);
        String text = Base64.getEncoder().encodeToString(record);
        String escaped = random.nextInt(5) == 0 ? text.replace("/", "\\/") : text;
        String space = space(random);
        return space + "{" + space + "\"Data\":" + space(random) + "\"" + escaped + "\"}" + space;
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
                    default -> utf8(ODDITIES[random.nextInt(ODDITIES.length)]);
                };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, at);
        out.writeBytes(other);
        out.write(body, at + bytes, body.length - at - bytes);
        return out.size() == 0 ? new byte[] {'{'} : out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
