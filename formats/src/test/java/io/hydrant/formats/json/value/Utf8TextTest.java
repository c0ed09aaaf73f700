package io.hydrant.formats.json.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class Utf8TextTest {
    @Test
    void agreesWithTheDecoderOnRandomBytes() {
        Random random = new Random(17);
        String[] parts = {"a", "ä", "€", "𝄞", "\u0000", "\uffff", "abcdefghijklmnop"};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(8); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(Utf8Text.invalidAt(bytes, 0, bytes.length) == Utf8Text.VALID)
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(isValid(bytes));
        }
    }

    @Test
    void agreesWithTheDecoderOnAllFirstAndSecondBytes() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                for (int length = 1; length <= 5; length++) {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, (byte) 0x80);
                    bytes[0] = (byte) first;
                    bytes[Math.min(1, length - 1)] = (byte) (length > 1 ? second : first);
                    assertThat(Utf8Text.invalidAt(bytes, 0, length) == Utf8Text.VALID)
                            .isEqualTo(isValid(bytes));
                }
            }
        }
    }

    @Test
    void cutsBetweenCodePoints() {
        byte[] bytes = "aä€𝄞b".getBytes(StandardCharsets.UTF_8);
        int[] ends = {0, 1, 3, 6, 10, 11, 11};
        for (int codePoints = 0; codePoints < ends.length; codePoints++) {
            assertThat(Utf8Text.truncated(bytes, 0, bytes.length, codePoints))
                    .isEqualTo(ends[codePoints]);
        }
    }

    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
