package io.hydrant.formats.json.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.json.value.Decimals.Outcome;
import io.hydrant.formats.schema.HiveType;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class DecimalsTest {
    private final Decimals decimals = new Decimals();

    @Test
    void agreesWithBigDecimalOnRandomNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            int precision = 1 + random.nextInt(38);
            HiveType.Decimal type = new HiveType.Decimal(precision, random.nextInt(precision + 1));
            String text = randomNumber(random);
            BigDecimal expected = new BigDecimal(text).setScale(type.scale(), RoundingMode.HALF_UP);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            Outcome outcome = decimals.parse(bytes, 0, bytes.length, type);
            if (expected.precision() > precision && expected.signum() != 0) {
                assertThat(outcome).as(text + " as " + type).isEqualTo(Outcome.OUT_OF_RANGE);
            } else {
                assertThat(outcome).as(text + " as " + type).isEqualTo(Outcome.READ);
                assertThat(wide(type)).as(text + " as " + type).isEqualTo(expected);
                if (precision <= 18) {
                    assertThat(BigDecimal.valueOf(decimals.unscaled(), type.scale()))
                            .isEqualTo(expected);
                }
            }
        }
    }

    private BigDecimal wide(HiveType.Decimal type) {
        byte[] bytes = new byte[16];
        decimals.write(bytes, 0);
        return new BigDecimal(new BigInteger(bytes), type.scale());
    }

    private static String randomNumber(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        boolean nines = random.nextInt(4) == 0;
        int wholeDigits = 1 + random.nextInt(random.nextBoolean() ? 5 : 40);
        for (int i = 0; i < wholeDigits; i++) {
            text.append(nines ? 9 : random.nextInt(10));
        }
        if (random.nextBoolean()) {
            text.append('.');
            for (int i = random.nextInt(45); i >= 0; i--) {
                text.append(nines ? 9 : random.nextInt(10));
            }
        }
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(100) - 50);
        }
        return text.toString();
    }
}
