package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.formats.json.RowReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

class NumberScannerTest {
    private static final int VALUES = 1_000_000;

    private final NumberScanner number = new NumberScanner();

    @Test
    void readsDoublesAsTheJdkDoes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < VALUES; i++) {
            assertReadsDouble(text(random, i % 10));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                "0e5",
                "-0e-400",
                "9007199254740993",
                "9007199254740992",
                "9007199254740991",
                "-9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "8.5e-5",
                "4503599627370496.5",
                "4503599627370497.5",
                "9007199254740993e-1",
                "2.2250738585072014e-308",
                "2.2250738585072011e-308",
                "4.9e-324",
                "2.4703282292062328e-324",
                "1.7976931348623157e308",
                "179769313486231570000000000000000000000e270",
                "7.2057594037927933e16",
                "5e-20",
                "67108864.125",
                "0.000000000000000000000000000000000000012345",
                "1.00000000000000011102230246251565404236316680908203125",
                "6929495644600919.5",
                "3.7455744005952583e15",
                "1e128",
                "1e-128",
                "12345678901234567e-145",
                "9355950000000000000.00000000000000000000000000000000001844674407370955161600000"
            })
    void readsDoublesThatAreHardToRound(String text) {
        assertReadsDouble(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                "-01",
                "00",
                "1.",
                "-1.",
                ".5",
                "1.e5",
                "1e",
                "1e+",
                "1e-",
                "e5",
                "--1",
                "NaN",
                "Infinity",
                "\u0661"
            })
    void refusesWhatJsonHasNot(String text) {
        byte[] bytes = padded(text + ",");
        int end = bytes.length - RowReader.SLACK_BYTES;

        int at = number.scan(bytes, 0, end);

        assertThat(at < 0 || bytes[at] != ',').isTrue();
    }

    @Test
    void refusesNumbersBeyondDoubles() {
        for (String text : new String[] {"1e309", "-1e400", "1" + "0".repeat(400)}) {
            byte[] bytes = padded(text + ",");
            int at = number.scan(bytes, 0, bytes.length - RowReader.SLACK_BYTES);

            assertThat(number.toDoubleBits(bytes, 0, at)).as(text).isEqualTo(BinaryFloat.UNDECIDED);
        }
    }

    @Test
    void readsWholeNumbersExactly() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200_000; i++) {
            BigInteger value =
                    new BigInteger(1 + random.nextInt(66), new Random(random.nextLong()));
            String text = (random.nextBoolean() ? "-" : "") + value;
            byte[] bytes = padded(text + "}");

            int at = number.scan(bytes, 0, bytes.length - RowReader.SLACK_BYTES);

            assertThat(at).as(text).isEqualTo(text.length());
            boolean fits = value.bitLength() < Long.SIZE;
            assertThat(number.isLong()).as(text).isEqualTo(fits);
            if (fits) {
                assertThat(number.toLong()).as(text).isEqualTo(new BigInteger(text).longValue());
            }
        }
    }

    @Test
    void tellsDigitsAndPowerOfExactNumbers() {
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < 200_000; i++) {
            String text = text(random, i % 8);
            byte[] bytes = padded(text + "]");

            number.scan(bytes, 0, bytes.length - RowReader.SLACK_BYTES);

            if (number.exact()) {
                BigDecimal expected = new BigDecimal(text).abs();
                BigInteger digits = new BigInteger(Long.toUnsignedString(number.digits()));
                BigDecimal actual = new BigDecimal(digits, 0).scaleByPowerOfTen(number.power());
                assertThat(actual).as(text).isEqualByComparingTo(expected);
                assertThat(number.negative()).as(text).isEqualTo(text.startsWith("-"));
            }
        }
    }

    private void assertReadsDouble(String text) {
        byte[] bytes = padded(text + ",");
        int at = number.scan(bytes, 0, bytes.length - RowReader.SLACK_BYTES);
        if (at != text.length()) {
            throw new AssertionError(text + " was read up to " + at);
        }
        long actual = number.toDoubleBits(bytes, 0, at);
        double expected = Double.parseDouble(text);
        long bits =
                Double.isInfinite(expected)
                        ? BinaryFloat.UNDECIDED
                        : Double.doubleToRawLongBits(expected);
        if (actual != bits) {
            throw new AssertionError(
                    text + " was read as " + Double.longBitsToDouble(actual) + ", not " + expected);
        }
    }

    private static String text(SplittableRandom random, int shape) {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        return sign
                + switch (shape) {
                    case 0 -> Double.toString(Math.abs(anyDouble(random)));
                    case 1 -> Float.toString(random.nextFloat() * 100);
                    case 2 ->
                            random.nextInt(100_000) + "." + digits(random, 1 + random.nextInt(14));
                    case 3 -> Double.toString((float) (random.nextDouble() * 200));
                    case 4 -> Long.toString(random.nextLong() >>> 1 + random.nextInt(62));
                    case 5 -> digits(random, 19) + "e" + (random.nextInt(70) - 45);
                    case 6 -> halfway(random);
                    case 7 -> "0." + "0".repeat(random.nextInt(12)) + digits(random, 17);
                    case 8 -> digits(random, 1 + random.nextInt(40)) + "." + digits(random, 9);
                    default ->
                            digits(random, 1 + random.nextInt(19))
                                    + (random.nextBoolean() ? "E+" : "e-")
                                    + random.nextInt(330);
                };
    }

    private static double anyDouble(SplittableRandom random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 1;
    }

    /// A number in the middle of two doubles, or next to it.
    private static String halfway(SplittableRandom random) {
        double low = 1 + random.nextDouble() * (1L << 1 + random.nextInt(52));
        BigDecimal middle =
                new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
        BigDecimal ulp = middle.ulp();
        return switch (random.nextInt(3)) {
            case 0 -> middle.toPlainString();
            case 1 -> middle.add(ulp).toPlainString();
            default -> middle.subtract(ulp).toPlainString();
        };
    }

    private static String digits(SplittableRandom random, int count) {
        StringBuilder digits = new StringBuilder();
        digits.append((char) ('1' + random.nextInt(9)));
        while (digits.length() < count) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static byte[] padded(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return Arrays.copyOf(bytes, bytes.length + RowReader.SLACK_BYTES);
    }
}
