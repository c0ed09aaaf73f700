package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

class JsonBytesTest {
    @Test
    void writesDataOfAnyLengthInBase64() {
        byte[] data = new byte[2_400];
        new Random(7).nextBytes(data);
        JsonBytes json = new JsonBytes(16);
        for (int length = 0; length <= data.length; length++) {
            json.cutTo(0);
            json.base64(ByteBuffer.wrap(data, data.length - length, length));
            byte[] rest = Arrays.copyOfRange(data, data.length - length, data.length);
            assertThat(json.toBytes())
                    .as("data of %d bytes", length)
                    .isEqualTo(Base64.getEncoder().encode(rest));
        }
    }

    @Test
    void leavesDataWhereItIs() {
        ByteBuffer data =
                ByteBuffer.allocateDirect(5).put("hello".getBytes(StandardCharsets.UTF_8)).flip();
        JsonBytes json = new JsonBytes(new byte[1]);
        json.base64(data);
        assertThat(new String(json.toBytes(), StandardCharsets.UTF_8)).isEqualTo("aGVsbG8=");
        assertThat(data.remaining()).isEqualTo(5);
    }
}
