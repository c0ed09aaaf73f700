package io.hydrant.server.config;

import io.hydrant.kernel.error.InvalidArgument;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns settings into typed values; what is not set has its default. Every refusal names key,
/// place, rule and value.
final class Settings {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB|TiB)?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private final Map<String, Setting> settings;

    Settings(Map<String, Setting> settings) {
        this.settings = Map.copyOf(settings);
    }

    String text(String key) {
        Setting setting = settings.get(key);
        return setting == null ? ConfigKeys.defaultOf(key) : setting.value();
    }

    /// Empty when neither set nor given a default.
    Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    /// @throws InvalidConfig if empty; for keys that others make necessary
    String required(String key, String because) {
        return optional(key)
                .orElseThrow(() -> new InvalidConfig(key + " must be set, because " + because));
    }

    int integer(String key, int least, int most) {
        String rule = "a whole number from " + least + " to " + most;
        return parse(
                key,
                rule,
                text -> {
                    int value = Integer.parseInt(text);
                    return value < least || value > most ? fail() : value;
                });
    }

    boolean flag(String key) {
        return parse(
                key,
                "true or false",
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false", "" -> false;
                            default -> fail();
                        });
    }

    /// One of a few words.
    String choice(String key, List<String> words) {
        return parse(
                key,
                "one of " + String.join(", ", words),
                text -> words.contains(text) ? text : fail());
    }

    long bytes(String key, long least) {
        return parse(
                key,
                "a size such as 512MiB, at least " + least + " bytes",
                text -> {
                    Matcher matcher = BYTES.matcher(text);
                    if (!matcher.matches()) {
                        return fail();
                    }
                    String unit = matcher.group(2);
                    int shift = unit == null ? 0 : "B__KiBMiBGiBTiB".indexOf(unit) / 3 * 10;
                    long value = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
                    return value < least ? fail() : value;
                });
    }

    Duration duration(String key, Duration least) {
        return parse(key, durationRule(least), text -> parseDuration(text, least));
    }

    /// Empty for `unlimited`.
    Optional<Duration> durationOrUnlimited(String key, Duration least) {
        return parse(
                key,
                "'unlimited' or " + durationRule(least),
                text ->
                        text.equals("unlimited")
                                ? Optional.empty()
                                : Optional.of(parseDuration(text, least)));
    }

    Path path(String key) {
        return parse(key, "the name of a file or folder", text -> Path.of(text).toAbsolutePath());
    }

    /// A file that can be run.
    Path program(String key) {
        return parse(
                key,
                "the path of a program that can be run",
                text -> {
                    Path program = Path.of(text).toAbsolutePath();
                    return Files.isRegularFile(program) && Files.isExecutable(program)
                            ? program
                            : fail();
                });
    }

    URI endpoint(String key) {
        return endpoint(key, "");
    }

    /// @param or what else it may be, for the refusal
    URI endpoint(String key, String or) {
        return parse(
                key,
                or + "an address such as https://host:9000",
                text -> {
                    URI uri = URI.create(text);
                    boolean http =
                            "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                    return http && uri.getHost() != null ? uri : fail();
                });
    }

    /// A value whose type states its own rule.
    <T> T value(String key, Function<String, T> type) {
        try {
            return type.apply(text(key));
        } catch (InvalidArgument e) {
            throw new InvalidConfig(subject(key) + ": " + e.getMessage() + ".");
        }
    }

    /// The names an operator chose: `eu` for `credentials.eu.access-key` under `credentials.`.
    Set<String> namesUnder(String prefix) {
        Set<String> names = new LinkedHashSet<>();
        for (String key : settings.keySet().stream().sorted().toList()) {
            int end = key.lastIndexOf('.');
            if (key.startsWith(prefix) && end > prefix.length()) {
                names.add(key.substring(prefix.length(), end));
            }
        }
        return names;
    }

    boolean isSet(String key) {
        return settings.containsKey(key);
    }

    /// A key and where it was set, to begin a sentence with.
    String subject(String key) {
        Setting setting = settings.get(key);
        return setting == null ? key : key + " (" + setting.place() + ")";
    }

    private static String durationRule(Duration least) {
        return "a time such as 500ms, 30s, 5m, 24h or 14d, at least " + least.toMillis() + "ms";
    }

    private static Duration parseDuration(String text, Duration least) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return fail();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration value =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        return value.compareTo(least) < 0 ? fail() : value;
    }

    private <T> T parse(String key, String rule, Function<String, T> parser) {
        String text = text(key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException _) {
            // also NumberFormatException and InvalidPathException: all say only "not like this"
            throw new InvalidConfig(subject(key) + " must be " + rule + " but was '" + text + "'.");
        }
    }

    private static <T> T fail() {
        throw new IllegalArgumentException("outside the rule");
    }
}
