package io.hydrant.formats.json.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class IntegersTest {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Integers integers = new Integers();

    @Test
    void agreesWithBigIntegerAtTheEndsOfTheRange() {
        for (BigInteger end : new BigInteger[] {MIN, MAX, BigInteger.ZERO}) {
            for (int i = -25; i <= 25; i++) {
                check(end.add(BigInteger.valueOf(i)).toString());
                check(end.multiply(BigInteger.TEN).add(BigInteger.valueOf(i)).toString());
            }
        }
    }

    @Test
    void agreesWithBigIntegerOnRandomNumbers() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(70), random);
            String zeros = random.nextInt(10) == 0 ? "0".repeat(random.nextInt(30)) : "";
            check((random.nextBoolean() ? "-" : "") + zeros + number);
        }
    }

    @Test
    void cutsNumbersOffAtThePoint() {
        Random random = new Random(13);
        for (int i = 0; i < 100_000; i++) {
            BigDecimal number =
                    new BigDecimal(
                            new BigInteger(1 + random.nextInt(90), random),
                            random.nextInt(60) - 20);
            String text = (random.nextBoolean() ? "-" : "") + number;
            BigInteger expected = new BigDecimal(text).toBigInteger();
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            boolean isLong = integers.parseWholePart(bytes, 0, bytes.length);
            assertThat(isLong).as(text).isEqualTo(isInRange(expected));
            if (isLong) {
                assertThat(integers.value()).as(text).isEqualTo(expected.longValue());
            }
        }
    }

    private void check(String text) {
        BigInteger expected = new BigInteger(text);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean isLong = integers.parse(bytes, 0, bytes.length);
        assertThat(isLong).as(text).isEqualTo(isInRange(expected));
        if (isLong) {
            assertThat(integers.value()).as(text).isEqualTo(expected.longValue());
        }
    }

    private static boolean isInRange(BigInteger number) {
        return number.compareTo(MIN) >= 0 && number.compareTo(MAX) <= 0;
    }
}
