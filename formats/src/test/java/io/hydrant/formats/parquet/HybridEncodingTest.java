package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

class HybridEncodingTest {
    static IntStream widths() {
        return IntStream.rangeClosed(1, 32);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void decodesToWhatWasEncoded(int width) {
        Random random = new Random(width);
        for (int count = 0; count < 300; count += 1 + random.nextInt(9)) {
            int[] values = new int[count];
            int mask = width == 32 ? -1 : (1 << width) - 1;
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = random.nextInt(count / 20 + 2) == 0 ? random.nextInt() & mask : value;
                values[i] = count % 3 == 0 ? random.nextInt() & mask : value;
            }
            ByteSink out = new ByteSink();

            HybridEncoding.encode(values, count, width, out);

            assertThat(decoded(out, count, width)).as("%d values", count).isEqualTo(values);
        }
    }

    @Test
    void packsTheBitsOfTheFormatsExample() {
        ByteSink out = new ByteSink();

        HybridEncoding.pack(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 0, 8, 3, out);

        // Parquet format, Encodings.md: 10001000 11000110 11111010
        assertThat(Arrays.copyOf(out.bytes, out.size))
                .containsExactly(0b10001000, 0b11000110, 0b11111010);
    }

    @Test
    void writesARunInAFewBytes() {
        ByteSink out = new ByteSink();

        HybridEncoding.encode(new int[20_000], 20_000, 1, out);

        assertThat(out.size).isEqualTo(4);
    }

    @Test
    void knowsHowManyBitsNumbersNeed() {
        assertThat(HybridEncoding.widthOf(0)).isZero();
        assertThat(HybridEncoding.widthOf(1)).isEqualTo(1);
        assertThat(HybridEncoding.widthOf(255)).isEqualTo(8);
        assertThat(HybridEncoding.widthOf(256)).isEqualTo(9);
    }

    /// Bit by bit, as the format describes it.
    private static int[] decoded(ByteSink in, int count, int width) {
        int[] values = new int[count];
        int done = 0;
        int at = 0;
        while (done < count) {
            int header = 0;
            int shift = 0;
            do {
                header |= (in.bytes[at] & 0x7F) << shift;
                shift += 7;
            } while ((in.bytes[at++] & 0x80) != 0);
            if ((header & 1) == 0) {
                int value = 0;
                for (int bits = 0; bits < width; bits += 8) {
                    value |= (in.bytes[at++] & 0xFF) << bits;
                }
                Arrays.fill(values, done, done + (header >>> 1), value);
                done += header >>> 1;
            } else {
                int packed = (header >>> 1) * 8;
                for (int i = 0; i < packed && done < count; i++) {
                    for (int bit = 0; bit < width; bit++) {
                        int position = i * width + bit;
                        int set = in.bytes[at + position / 8] >> position % 8 & 1;
                        values[done] |= set << bit;
                    }
                    done++;
                }
                at += packed / 8 * width;
            }
        }
        assertThat(at).isEqualTo(in.size);
        return values;
    }
}
