package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class FramePayloadTest {
    private static final byte[] LENT =
            "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);

    private final FramePayload payload = new FramePayload();

    @Test
    void doesNotCopyWhatLiesInOnePieceInALentArray() {
        payload.lend(LENT);
        payload.add(ByteBuffer.wrap(LENT, 2, 3));
        payload.add(ByteBuffer.wrap(LENT, 5, 0));
        payload.add(ByteBuffer.wrap(LENT, 5, 1));
        ByteBuffer taken = payload.take();
        assertThat(taken.array()).isSameAs(LENT);
        assertThat(text(taken)).isEqualTo("cdef");
        payload.add(ByteBuffer.wrap(LENT, 6, 2));
        assertThat(text(payload.take())).isEqualTo("gh");
    }

    @Test
    void copiesWhatDoesNot() {
        payload.lend(LENT);
        payload.add(ByteBuffer.wrap(LENT, 2, 3));
        payload.add(ByteBuffer.wrap(LENT, 10, 2));
        payload.add(ByteBuffer.wrap(LENT, 12, 1));
        assertThat(text(payload.take())).isEqualTo("cdeklm");
        payload.add(ByteBuffer.wrap(LENT, 0, 2));
        payload.add(ByteBuffer.wrap(new byte[] {'!'}));
        assertThat(text(payload.take())).isEqualTo("ab!");
    }

    @Test
    void keepsWhatItHasWhenAnotherArrayIsLent() {
        payload.lend(LENT);
        payload.add(ByteBuffer.wrap(LENT, 0, 3));
        byte[] other = "0123".getBytes(StandardCharsets.UTF_8);
        payload.lend(other);
        payload.add(ByteBuffer.wrap(other, 3, 1));
        assertThat(text(payload.take())).isEqualTo("abc3");
    }

    @Test
    void putsTogetherWhateverIsAdded() {
        Random random = new Random(7);
        for (int frames = 0; frames < 2_000; frames++) {
            StringBuilder expected = new StringBuilder();
            payload.lend(random.nextInt(4) == 0 ? new byte[0] : LENT);
            int at = 0;
            for (int records = random.nextInt(12); records > 0; records--) {
                at = random.nextInt(6) == 0 ? random.nextInt(LENT.length) : at;
                int length = random.nextInt(LENT.length - at + 1);
                ByteBuffer data = ByteBuffer.wrap(LENT, at, length);
                payload.add(random.nextInt(6) == 0 ? data.asReadOnlyBuffer() : data);
                expected.append(text(data));
                at += length;
            }
            assertThat(payload.length()).isEqualTo(expected.length());
            assertThat(text(payload.take())).isEqualTo(expected.toString());
        }
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }
}
