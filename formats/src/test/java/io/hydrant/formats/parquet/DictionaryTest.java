package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.parquet.BytesDictionary.Strings;

import org.junit.jupiter.api.Test;

import java.util.Random;

class DictionaryTest {
    @Test
    void indexesNumbersInTheOrderTheyCome() {
        LongDictionary dictionary = new LongDictionary();
        int[] indices = new int[5];

        assertThat(dictionary.index(new long[] {7, 0, 7, -1, 0}, 5, 10, indices)).isTrue();

        assertThat(indices).containsExactly(0, 1, 0, 2, 1);
        assertThat(dictionary.size()).isEqualTo(3);
    }

    @Test
    void givesBackEveryNumberAsItGrowsAndIsReused() {
        LongDictionary dictionary = new LongDictionary();
        Random random = new Random(3);
        for (int round = 0; round < 3; round++) {
            long[] values = random.longs(50_000, -9000, 9000).toArray();
            int[] indices = new int[values.length];

            assertThat(dictionary.index(values, values.length, 1 << 17, indices)).isTrue();

            for (int i = 0; i < values.length; i++) {
                assertThat(dictionary.values()[indices[i]]).isEqualTo(values[i]);
            }
            assertThat(dictionary.size()).isBetween(16_000, 18_000);
            dictionary.clear();
        }
    }

    @Test
    void isAsBeforeWhenItIsFull() {
        LongDictionary dictionary = new LongDictionary();
        dictionary.index(new long[] {1, 2}, 2, 3, new int[4]);

        assertThat(dictionary.index(new long[] {2, 3, 4, 5}, 4, 3, new int[4])).isFalse();

        assertThat(dictionary.size()).isEqualTo(2);
    }

    @Test
    void givesUpOnNumbersThatAllFallOnOneSlot() {
        LongDictionary dictionary = new LongDictionary();
        // The inverse of the multiplier makes products that differ in their low bits only.
        long inverse = 1;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - 0x9E3779B97F4A7C15L * inverse;
        }
        long[] values = new long[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = inverse * i;
        }

        assertThat(dictionary.index(values, values.length, 1 << 17, new int[20_000])).isFalse();
        assertThat(dictionary.size()).isZero();
    }

    @Test
    void indexesByteStringsOfAllLengths() {
        BytesDictionary dictionary = new BytesDictionary();
        ByteSink bytes = new ByteSink();
        int[] ends = new int[4000];
        Random random = new Random(5);
        for (int i = 0; i < ends.length; i++) {
            byte[] value = new byte[random.nextInt(20)];
            for (int k = 0; k < value.length; k++) {
                value[k] = (byte) random.nextInt(2);
            }
            bytes.putBytes(value, 0, value.length);
            ends[i] = bytes.size;
        }
        int[] indices = new int[ends.length];
        Strings values = new Strings(bytes.bytes, ends, ends.length);

        assertThat(dictionary.index(values, 4, 1 << 20, indices)).isTrue();

        for (int i = 0; i < ends.length; i++) {
            int start = i == 0 ? 0 : ends[i - 1];
            assertThat(dictionary.end(indices[i]) - dictionary.start(indices[i]))
                    .isEqualTo(ends[i] - start);
            for (int k = start; k < ends[i]; k++) {
                assertThat(dictionary.bytes()[dictionary.start(indices[i]) + k - start])
                        .isEqualTo(bytes.bytes[k]);
            }
        }
    }

    @Test
    void boundsTheBytesOfStrings() {
        BytesDictionary dictionary = new BytesDictionary();
        Strings values = new Strings(new byte[] {1, 2, 3}, new int[] {1, 2, 3}, 3);

        assertThat(dictionary.index(values, 4, 14, new int[3])).isFalse();
        assertThat(dictionary.size()).isZero();
        assertThat(new BytesDictionary().index(values, 4, 15, new int[3])).isTrue();
    }
}
