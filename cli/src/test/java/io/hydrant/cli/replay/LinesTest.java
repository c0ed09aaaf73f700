package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class LinesTest {
    @Test
    void partsAtNewlinesAndLeavesTheirBytesOut() throws IOException {
        assertThat(lines("a\nb\r\n\nlast")).containsExactly("a", "b", "", "last");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\uFEFFa\nb")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsEveryLineHoweverTheBytesCome(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 200; line++) {
            String each = "x".repeat(random.nextInt(4) == 0 ? random.nextInt(200_000) : 9);
            written.add(each);
            text.append(each).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        InputStream drops =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, 1 + random.nextInt(length));
                    }
                };

        assertThat(lines(drops)).isEqualTo(written);
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> lines(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != Lines.END; line = lines.next()) {
            all.add(new String(line, StandardCharsets.UTF_8));
        }
        return all;
    }
}
