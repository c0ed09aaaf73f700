package io.hydrant.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class StringEndTest {
    @Test
    void findsTheEndOfTextAtEveryDistance() {
        for (int distance = 0; distance < 200; distance++) {
            for (byte stop : new byte[] {'"', '\\'}) {
                byte[] text = latin1("\u00ff!#[]\u00a2\u0080\u0000".repeat(40));
                text[distance + 3] = stop;

                assertThat(StringEnd.quoteOrBackslash(text, 3, text.length))
                        .isEqualTo(distance + 3);
                assertThat(StringEnd.quoteOrBackslash(text, 3, distance + 3))
                        .isEqualTo(distance + 3);
                text[distance + 4] = '"';
                assertThat(StringEnd.quoteOrBackslash(text, 3, text.length))
                        .isEqualTo(distance + 3);
            }
        }
    }

    @Test
    void findsTheEndOfBase64AtEveryDistance() {
        for (int distance = 0; distance < 200; distance++) {
            for (char stop : "\" *!\u0000\u00ab\u00ff".toCharArray()) {
                byte[] text = latin1("AByz+/09=\\~\u007f\u0080\u00aa".repeat(20));
                text[distance + 3] = (byte) stop;

                assertThat(StringEnd.afterBase64(text, 3, text.length)).isEqualTo(distance + 3);
                assertThat(StringEnd.afterBase64(text, 3, distance + 3)).isEqualTo(distance + 3);
                text[distance + 4] = '"';
                assertThat(StringEnd.afterBase64(text, 3, text.length)).isEqualTo(distance + 3);
            }
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
