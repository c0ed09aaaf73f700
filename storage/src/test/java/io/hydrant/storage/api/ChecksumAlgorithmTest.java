package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/// The check values of the published catalogues, and those AWS documents.
final class ChecksumAlgorithmTest {
    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
    })
    void computesThePublishedValues(ChecksumAlgorithm algorithm, String hex) {
        byte[] result = compute(algorithm, "123456789".getBytes(StandardCharsets.US_ASCII), 9);
        assertThat(HexFormat.of().formatHex(result)).isEqualTo(hex);
        assertThat(algorithm.accepts(Base64.getEncoder().encodeToString(result))).isTrue();
        assertThat(algorithm.accepts("AA==")).isFalse();
        assertThat(algorithm.accepts("no base64!")).isFalse();
    }

    @Test
    void doesNotDependOnHowTheBytesAreCut() {
        byte[] content = new byte[10_000];
        new Random(3).nextBytes(content);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            byte[] whole = compute(algorithm, content, content.length);
            for (int piece : new int[] {1, 7, 8, 9, 1_000}) {
                assertThat(compute(algorithm, content, piece)).isEqualTo(whole);
            }
        }
    }

    private static byte[] compute(ChecksumAlgorithm algorithm, byte[] content, int pieceBytes) {
        ChecksumAlgorithm.Running running = algorithm.start();
        for (int i = 0; i < content.length; i += pieceBytes) {
            running.update(content, i, Math.min(pieceBytes, content.length - i));
        }
        return running.result();
    }
}
