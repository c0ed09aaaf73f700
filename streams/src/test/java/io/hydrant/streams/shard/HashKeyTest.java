package io.hydrant.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class HashKeyTest {
    @ParameterizedTest
    @CsvSource({
        "test, 12707736894140473154801792860916528374",
        "partitionKey, 193318062818912349798954611745638949166",
        "1, 261578874264819908609102035485573088411",
        "user-42, 157107139746365290205026809710278036035",
        "\u00e9, 136732923097551493579404309126273812335",
    })
    void hashesPartitionKeysAsTheServiceDoes(String partitionKey, String hashKey) {
        byte[] text = ("x" + partitionKey).getBytes(StandardCharsets.UTF_8);

        assertThat(new PartitionKeyHash().of(text, 1, text.length - 1)).hasToString(hashKey);
    }

    @Test
    void readsDecimalTextAsNumbers() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            BigInteger number = new BigInteger(random.nextInt(129), random);
            byte[] text = number.toString().getBytes(StandardCharsets.US_ASCII);

            assertThat(HashKey.isDecimal(text, 0, text.length)).isTrue();
            assertThat(HashKey.ofDecimal(text, 0, text.length)).isEqualTo(HashKey.of(number));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "340282366920938463463374607431768211455, true",
        "340282366920938463463374607431768211456, false",
        "999999999999999999999999999999999999999, false",
        "1000000000000000000000000000000000000000, false",
        "0, true",
        "00, false",
        "01, false",
        "'', false",
        "-1, false",
        "1a, false",
    })
    void knowsWhatADecimalHashKeyIs(String text, boolean valid) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(HashKey.isDecimal(bytes, 0, bytes.length)).isEqualTo(valid);
    }
}
