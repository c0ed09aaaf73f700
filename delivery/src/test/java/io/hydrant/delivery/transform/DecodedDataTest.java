package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.runtime.Payload;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;

class DecodedDataTest {
    private static final byte[] CHARACTERS =
            "AZaz09+/=\"\\-_ \n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void decodesWhatTheJdkDecodesInOnePiece() {
        Random random = new Random(3);
        int good = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = damaged(text(random), random);
            int start = random.nextInt(20);
            byte[] around = new byte[start + text.length + random.nextInt(20)];
            Arrays.fill(around, (byte) 'A');
            System.arraycopy(text, 0, around, start, text.length);
            DecodedData data = new DecodedData(Payload.of(around), PayloadArrays.NONE);
            Optional<byte[]> expected = expected(text);
            assertThat(data.add(start, start + text.length))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected.isPresent());
            assertThat(Arrays.copyOf(data.array(), data.length()))
                    .isEqualTo(expected.orElse(new byte[0]));
            good += expected.isPresent() ? 1 : 0;
        }
        assertThat(good).isBetween(8_000, 18_000);
    }

    @Test
    void keepsOnePartBehindTheOther() {
        byte[] text = "YWI=YWI!YQ==Yw".getBytes(StandardCharsets.US_ASCII);
        DecodedData data = new DecodedData(Payload.of(text), PayloadArrays.NONE);
        assertThat(data.add(0, 4)).isTrue();
        assertThat(data.add(4, 8)).isFalse();
        assertThat(data.add(8, 8)).isTrue();
        assertThat(data.add(8, 12)).isTrue();
        assertThat(data.add(12, 14)).isTrue();
        assertThat(new String(data.array(), 0, data.length(), StandardCharsets.US_ASCII))
                .isEqualTo("abac");
    }

    private static byte[] text(Random random) {
        byte[] data =
                new byte[random.nextInt(8) == 0 ? random.nextInt(6_000) : 760 + random.nextInt(30)];
        random.nextBytes(data);
        Base64.Encoder encoder = Base64.getEncoder();
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encode(data);
    }

    private static byte[] damaged(byte[] text, Random random) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        if (random.nextBoolean()) {
            return Arrays.copyOf(text, random.nextInt(text.length + 1));
        }
        if (text.length > 0) {
            int at =
                    random.nextBoolean()
                            ? Math.min(1_023, text.length - 1)
                            : random.nextInt(text.length);
            text[at] = CHARACTERS[random.nextInt(CHARACTERS.length)];
            if (at > 0 && random.nextBoolean()) {
                text[at - 1] = text[at];
            }
        }
        return text;
    }

    private static Optional<byte[]> expected(byte[] text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
