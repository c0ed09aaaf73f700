package io.hydrant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

class TaxiRecordsTest {
    /// Of the first 10,000 lines of the reference input, whose whole is checked when it is written.
    private static final String SHA_256_OF_FIRST =
            "e7e42877512e95d18b1a741772402083f17016ac61cdf83858491fba7eda0bda";

    @Test
    void beginWithTheBytesOfTheReferenceInput() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        TaxiRecords records = new TaxiRecords();
        for (int i = 0; i < 10_000; i++) {
            digest.update(records.next());
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(SHA_256_OF_FIRST);
    }

    @Test
    void haveALongitudeOfZeroInEveryTenth() {
        TaxiRecords records = new TaxiRecords();
        StringBuilder atZero = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String line = new String(records.next(), StandardCharsets.US_ASCII);
            if (line.contains("_longitude\":0.0,")) {
                atZero.append(i).append(line.contains("pickup_longitude\":0.0") ? "p " : "d ");
            }
        }
        assertThat(atZero).hasToString("3p 13d 23p 33d ");
    }
}
