package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.parquet.BytesDictionary.Strings;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

class BoundsTest {
    @Test
    void boundsIntegersWithTheirSign() {
        NumberBounds bounds = new NumberBounds(Leaf.Order.SIGNED, 4);

        bounds.setPage(new long[] {5, -7, 3}, 3);

        assertThat(hex(bounds.page().orElseThrow().min())).isEqualTo("f9ffffff");
        assertThat(hex(bounds.page().orElseThrow().max())).isEqualTo("05000000");
    }

    @Test
    void boundsDoublesByTheirValue() {
        NumberBounds bounds = doubles(-1.5, Double.NEGATIVE_INFINITY, 1e300, 2);

        assertThat(doubleOf(bounds.page().orElseThrow().min())).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(doubleOf(bounds.page().orElseThrow().max())).isEqualTo(1e300);
    }

    @Test
    void widensZerosToBothSigns() {
        Bounds zeros = doubles(0.0, 0.0).page().orElseThrow();
        Bounds negative = doubles(-0.0).page().orElseThrow();

        assertThat(doubleOf(zeros.min())).isEqualTo(-0.0);
        assertThat(doubleOf(zeros.max())).isEqualTo(0.0);
        assertThat(doubleOf(negative.min())).isEqualTo(-0.0);
        assertThat(doubleOf(negative.max())).isEqualTo(0.0);
    }

    @Test
    void widensZerosOfFloatsToBothSigns() {
        NumberBounds bounds = new NumberBounds(Leaf.Order.FLOAT, 4);

        bounds.setPage(new long[] {Float.floatToRawIntBits(-0f)}, 1);

        assertThat(hex(bounds.page().orElseThrow().min())).isEqualTo("00000080");
        assertThat(hex(bounds.page().orElseThrow().max())).isEqualTo("00000000");
    }

    @Test
    void hasNoBoundsWhereAValueIsNaN() {
        NumberBounds bounds = doubles(1, 2);
        assertThat(bounds.chunk()).isPresent();

        bounds.setPage(new long[] {Double.doubleToRawLongBits(Double.NaN)}, 1);

        assertThat(bounds.page()).isEmpty();
        assertThat(bounds.chunk()).isEmpty();
        assertThat(doubles(Double.longBitsToDouble(-1)).page()).isEmpty();
    }

    @Test
    void knowsWhetherPagesFollowEachOther() {
        NumberBounds bounds = new NumberBounds(Leaf.Order.SIGNED, 8);
        bounds.setPage(new long[] {1, 4}, 2);
        bounds.setPage(new long[] {}, 0);
        bounds.setPage(new long[] {4, 9}, 2);
        assertThat(bounds.boundaryOrder()).isEqualTo(1);

        bounds.setPage(new long[] {3, 10}, 2);

        assertThat(bounds.boundaryOrder()).isZero();
        assertThat(hex(bounds.chunk().orElseThrow().min())).isEqualTo("0100000000000000");
        assertThat(hex(bounds.chunk().orElseThrow().max())).isEqualTo("0a00000000000000");
    }

    @Test
    void boundsDecimalsBigEndian() {
        NumberBounds bounds = new NumberBounds(Leaf.Order.BIG_ENDIAN, 3);

        bounds.setPage(new long[] {-2, 70_000}, 2);

        assertThat(hex(bounds.page().orElseThrow().min())).isEqualTo("fffffe");
        assertThat(hex(bounds.page().orElseThrow().max())).isEqualTo("011170");
    }

    @Test
    void comparesTextByBytesWithoutSign() {
        BytesBounds bounds = text("b", "", "z", "ä", "aaaaaaaaa", "aaaaaaaab");

        assertThat(string(bounds.page().orElseThrow().min())).isEmpty();
        assertThat(string(bounds.page().orElseThrow().max())).isEqualTo("ä");
    }

    @Test
    void findsTheLeastAndTheLargestOfRandomBytes() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            byte[][] values = new byte[1 + random.nextInt(30)][];
            for (int i = 0; i < values.length; i++) {
                values[i] = new byte[random.nextInt(12)];
                for (int k = 0; k < values[i].length; k++) {
                    values[i][k] = (byte) (random.nextInt(3) - 1);
                }
            }
            BytesBounds bounds = new BytesBounds(BytesBounds.Kind.BINARY);

            bounds.setPage(strings(values));

            Arrays.sort(values, Arrays::compareUnsigned);
            assertThat(bounds.page().orElseThrow().min()).isEqualTo(values[0]);
            assertThat(bounds.page().orElseThrow().max()).isEqualTo(values[values.length - 1]);
        }
    }

    @Test
    void boundsLongDecimalsWithTheirSign() {
        BytesBounds bounds = new BytesBounds(BytesBounds.Kind.DECIMAL);

        bounds.setPage(strings(decimal("-5"), decimal("12345678901234567890"), decimal("-6")));

        assertThat(new BigInteger(bounds.page().orElseThrow().min())).isEqualTo("-6");
        assertThat(new BigInteger(bounds.page().orElseThrow().max()))
                .isEqualTo("12345678901234567890");
    }

    @Test
    void cutsLongTextBetweenCharactersAndRaisesTheUpperBound() {
        String value = "ä".repeat(100);

        Bounds bounds = text(value).page().orElseThrow();

        assertThat(string(bounds.min())).isEqualTo("ä".repeat(32));
        assertThat(string(bounds.max())).isEqualTo("ä".repeat(31) + "å");
        assertThat(bounds.minExact()).isFalse();
        assertThat(bounds.maxExact()).isFalse();
    }

    @Test
    void raisesTextPastSurrogatesAndTheEndOfUnicode() {
        assertThat(string(Utf8Successor.of(utf8("a\uD7FF")))).isEqualTo("a\uE000");
        assertThat(string(Utf8Successor.of(utf8("a" + Character.toString(0x10FFFF)))))
                .isEqualTo("b");
        assertThat(Utf8Successor.of(utf8(Character.toString(0x10FFFF)))).isEmpty();
        assertThat(Utf8Successor.of(new byte[] {(byte) 0xC3})).isEmpty();
    }

    @Test
    void hasNoBoundsWhereNoneIsAboveAllBytes() {
        byte[] highest = new byte[100];
        Arrays.fill(highest, (byte) -1);
        BytesBounds bounds = new BytesBounds(BytesBounds.Kind.BINARY);

        bounds.setPage(strings(highest));

        assertThat(bounds.page()).isEqualTo(Optional.empty());
    }

    private static NumberBounds doubles(double... values) {
        NumberBounds bounds = new NumberBounds(Leaf.Order.DOUBLE, 8);
        long[] bits = Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
        bounds.setPage(bits, bits.length);
        return bounds;
    }

    private static BytesBounds text(String... values) {
        BytesBounds bounds = new BytesBounds(BytesBounds.Kind.TEXT);
        bounds.setPage(strings(Arrays.stream(values).map(BoundsTest::utf8).toArray(byte[][]::new)));
        return bounds;
    }

    private static Strings strings(byte[]... values) {
        ByteSink bytes = new ByteSink();
        int[] ends = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes.putBytes(values[i], 0, values[i].length);
            ends[i] = bytes.size;
        }
        return new Strings(bytes.bytes, ends, values.length);
    }

    private static byte[] decimal(String digits) {
        byte[] value = new BigInteger(digits).toByteArray();
        byte[] padded = new byte[16];
        Arrays.fill(padded, (byte) (value[0] >> 7));
        System.arraycopy(value, 0, padded, 16 - value.length, value.length);
        return padded;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static double doubleOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }
}
