package io.hydrant.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

class BodyBytesTest {
    private static final int MAX = 300_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 262_144, 299_999, 300_000})
    void readsBodiesOfEveryLengthWhateverWasAnnounced(int length) throws IOException {
        byte[] content = content(length);
        for (long announced : new long[] {-1, 0, length, length / 2, length + 10}) {
            if (announced <= MAX) {
                BodyBytes body =
                        BodyBytes.readFully(new ByteArrayInputStream(content), announced, MAX);
                assertThat(Arrays.copyOf(body.array(), body.length())).isEqualTo(content);
                assertThat(body.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void refusesBodiesThatAreTooLong() {
        assertThatThrownBy(
                        () ->
                                BodyBytes.readFully(
                                        new ByteArrayInputStream(content(MAX + 1)), -1, MAX))
                .isInstanceOf(BodyTooLarge.class);
        assertThatThrownBy(() -> BodyBytes.readFully(InputStream.nullInputStream(), MAX + 1, MAX))
                .isInstanceOf(BodyTooLarge.class);
        assertThatThrownBy(() -> BodyBytes.readFully(new BodyBytes(content(11), 11), -1, 10))
                .isInstanceOf(BodyTooLarge.class);
    }

    @Test
    void takesMemoryOnlyForBytesThatArrive() throws IOException {
        BodyBytes body =
                BodyBytes.readFully(new ByteArrayInputStream(content(10)), 1 << 30, 1 << 30);

        assertThat(body.array().length).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void takesOverABodyThatWasReadAlready() throws IOException {
        BodyBytes body = new BodyBytes(content(10), 5);

        assertThat(BodyBytes.readFully(body, -1, 5)).isSameAs(body);
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
