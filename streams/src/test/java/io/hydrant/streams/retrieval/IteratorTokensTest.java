package io.hydrant.streams.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;

class IteratorTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final ShardIterator LONGEST =
            new ShardIterator(
                    new DataStreamId(
                            new AccountId("123456789012"),
                            new Region("r".repeat(63)),
                            "n".repeat(128)),
                    NOW.minusSeconds(100),
                    new ShardId((1L << 32) - 1),
                    new RecordPosition((1L << 49) - 2, 10_000),
                    NOW);

    private final IteratorTokens tokens = new IteratorTokens(new byte[] {1, 2, 3});

    @Test
    void readsWhatItWroteWithinTheServicesLength() {
        String token = tokens.token(LONGEST);

        assertThat(token.length()).isLessThanOrEqualTo(512);
        assertThat(tokens.open(token, NOW)).isEqualTo(LONGEST);
        assertThat(new IteratorTokens(new byte[] {1, 2, 3}).open(token, NOW)).isEqualTo(LONGEST);
        assertThat(tokens.open('"' + token + '"', NOW)).isEqualTo(LONGEST);
    }

    @Test
    void refusesTokensOfOtherSecretsAndThoseThatWereChanged() {
        String token = tokens.token(LONGEST);

        assertThatThrownBy(() -> new IteratorTokens(new byte[] {1, 2}).open(token, NOW))
                .isInstanceOf(InvalidStreamArgument.class);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = Base64.getDecoder().decode(token);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            String changed = Base64.getEncoder().encodeToString(bytes);
            assertThatThrownBy(() -> tokens.open(changed, NOW))
                    .isInstanceOf(InvalidStreamArgument.class)
                    .hasMessage("Invalid ShardIterator.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"\"", "AAAA", "not base64!", "AQ=="})
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> tokens.open(token, NOW))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessage("Invalid ShardIterator.");
    }
}
