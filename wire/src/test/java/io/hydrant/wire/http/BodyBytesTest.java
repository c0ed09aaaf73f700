package io.hydrant.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    void usesTheArrayOfAClosedBodyAgain() throws IOException {
        BodyPool pool = new BodyPool(1);
        BodyBytes first = pooled(700_000, pool);
        byte[] array = first.array();

        assertThat(pooled(700_000, pool).array()).isNotSameAs(array);
        first.close();
        first.close();
        BodyBytes second = pooled(600_000, pool);

        assertThat(second.array()).isSameAs(array);
        assertThat(second.readAllBytes()).isEqualTo(content(600_000));
        assertThat(pooled(600_000, pool).array()).isNotSameAs(array);
    }

    @Test
    void growsAnArrayOfThePoolForABodyLongerThanAnnounced() throws IOException {
        BodyPool pool = new BodyPool(1);
        pooled(700_000, pool).close();
        byte[] content = content(2_000_000);

        BodyBytes body =
                BodyBytes.readFully(new ByteArrayInputStream(content), 700_000, 1 << 30, pool);

        assertThat(body.readAllBytes()).isEqualTo(content);
    }

    @Test
    void claimsRoomForAllThatWasAnnouncedOnceAndOnlyForLargeBodies() throws IOException {
        ClaimedStream small = new ClaimedStream(content(60_000));
        BodyBytes.readFully(small, 60_000, 1 << 20);
        assertThat(small.claims).isEmpty();
        ClaimedStream large = new ClaimedStream(content(700_000));
        BodyBytes.readFully(large, 700_000, 1 << 20);
        assertThat(large.claims).containsExactly(700_001L);
    }

    private static final class ClaimedStream extends ByteArrayInputStream implements RoomClaim {
        private final List<Long> claims = new ArrayList<>();

        ClaimedStream(byte[] content) {
            super(content);
        }

        @Override
        public void claimRoom(long bytes) {
            claims.add(bytes);
        }
    }

    private static BodyBytes pooled(int length, BodyPool pool) throws IOException {
        return BodyBytes.readFully(
                new ByteArrayInputStream(content(length)), length, 1 << 20, pool);
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
