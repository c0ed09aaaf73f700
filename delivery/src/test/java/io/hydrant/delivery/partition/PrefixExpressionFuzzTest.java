package io.hydrant.delivery.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.hydrant.delivery.partition.Prefixes.Partitioning;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// Whatever users configure is either refused at once or can be evaluated at any time.
class PrefixExpressionFuzzTest {
    private static final List<String> PIECES =
            List.of(
                    "!{",
                    "}",
                    "!",
                    "{",
                    ":",
                    "'",
                    "[",
                    "]",
                    "#",
                    "/",
                    "timestamp",
                    "firehose",
                    "random-string",
                    "error-output-type",
                    "partitionKeyFromQuery",
                    "partitionKeyFromLambda",
                    "!{timestamp:",
                    "!{timestamp:yyyy}",
                    "ü",
                    "\uD83D\uDE00",
                    "\uD800");
    private static final List<ZoneId> ZONES =
            List.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia").stream()
                    .map(ZoneId::of)
                    .toList();

    @Test
    void refusesOrEvaluatesWhateverIsConfigured() {
        Random random = new Random(20_180_827);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            accepted += survives(randomText(random), random) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void refusesOrEvaluatesWhateverTimestampPattern() {
        Random random = new Random(7);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            accepted += survives("!{timestamp:" + randomPattern(random) + "}", random) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void evaluatesEveryPairOfPrefixesItFoundNothingWrongWith() {
        Random random = new Random(23);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String prefix = randomText(random);
            String errorPrefix =
                    random.nextBoolean()
                            ? "e/!{firehose:error-output-type}/" + randomText(random)
                            : randomText(random);
            ZonedDateTime now = randomArrival(random).atZone(ZONES.get(0));
            if (Prefixes.violation(prefix, errorPrefix, Partitioning.NONE, now).isEmpty()) {
                Prefixes prefixes = Prefixes.parse(prefix, errorPrefix);
                Instant arrival = randomArrival(random);
                prefixes.evaluate(arrival, ZONES.get(1), random, PartitionKeys.NONE);
                prefixes.evaluateErrors(
                        arrival, ZONES.get(1), random, ErrorOutput.DECOMPRESSION_FAILED);
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void staysFastAndShallowForTheLongestTexts() {
        Random random = new Random(11);
        assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    for (String piece : PIECES) {
                        survives(piece.repeat(1024 / piece.length()), random);
                    }
                    survives("!{timestamp:" + "[".repeat(1011) + "}", random);
                    survives("!{timestamp:" + "[".repeat(500) + "]".repeat(500) + "}", random);
                    survives("!{timestamp:" + "MMMM ".repeat(200) + "}", random);
                    survives("!{timestamp:" + "y".repeat(1000) + "}", random);
                });
    }

    private static boolean survives(String text, Random random) {
        PrefixExpression expression;
        try {
            expression = PrefixExpression.parse(text);
        } catch (InvalidPrefix refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
            return false;
        }
        Map<String, String> query =
                expression.queryKeys().stream().collect(Collectors.toMap(key -> key, key -> "q"));
        Map<String, String> lambda =
                expression.lambdaKeys().stream().collect(Collectors.toMap(key -> key, key -> "l"));
        Instant arrival = randomArrival(random);
        Occasion occasion =
                new Occasion(
                        arrival.atZone(ZONES.get(random.nextInt(ZONES.size()))),
                        random,
                        new PartitionKeys(query, lambda),
                        Optional.of(ErrorOutput.PROCESSING_FAILED));
        String evaluated = expression.evaluate(occasion);
        assertThat(expression.hasExpressions() || evaluated.equals(text)).isTrue();
        return true;
    }

    private static Instant randomArrival(Random random) {
        return Instant.ofEpochMilli(random.nextLong(4_102_444_800_000L));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.append((char) (' ' + random.nextInt(95)));
                case 2 -> text.append("!{timestamp:").append(randomPattern(random)).append('}');
                default -> text.append("!{partitionKeyFromQuery:k").append(i).append('}');
            }
        }
        return text.toString();
    }

    private static String randomPattern(Random random) {
        String letters = "GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZgp'[]/-# ";
        StringBuilder pattern = new StringBuilder();
        int runs = 1 + random.nextInt(4);
        for (int i = 0; i < runs; i++) {
            String letter = String.valueOf(letters.charAt(random.nextInt(letters.length())));
            pattern.append(letter.repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 4)));
        }
        return pattern.toString();
    }
}
