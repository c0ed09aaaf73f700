package io.hydrant.cli.generate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// All placeholders by their names. `docs/how-to/replay-and-generate.md` lists them.
final class Placeholders {
    private static final int LENGTH_MAX = 100_000;
    private static final int DECIMALS_MAX = 9;
    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private static final Map<String, Factory> BY_NAME =
            Map.ofEntries(
                    Map.entry("uuid", plain(Texts::uuid)),
                    Map.entry("ipv4", plain(Texts::ipv4)),
                    Map.entry("ipv6", plain(Texts::ipv6)),
                    Map.entry("first_name", oneOf(Words.FIRST_NAMES)),
                    Map.entry("last_name", oneOf(Words.LAST_NAMES)),
                    Map.entry("name", plain(Texts::name)),
                    Map.entry("email", plain(Texts::email)),
                    Map.entry("city", oneOf(Words.CITIES)),
                    Map.entry("country_code", oneOf(Words.COUNTRY_CODES)),
                    Map.entry("user_agent", oneOf(Words.USER_AGENTS)),
                    Map.entry("path", plain(Texts::path)),
                    Map.entry("word", oneOf(Words.WORDS)),
                    Map.entry("words", counted(Texts::words)),
                    Map.entry("sentence", counted(Texts::sentence)),
                    Map.entry("hex", counted(Texts::hex)),
                    Map.entry("digits", counted(Texts::digits)),
                    Map.entry("http_status", Placeholders::httpStatus),
                    Map.entry("int", Placeholders::wholeNumber),
                    Map.entry("double", Placeholders::decimal),
                    Map.entry("bool", Placeholders::bool),
                    Map.entry("choice", Placeholders::choice),
                    Map.entry("sequence", Placeholders::sequence),
                    Map.entry("timestamp", Placeholders::timestamp),
                    Map.entry("earlier", Placeholders::earlier));

    /// Makes a placeholder of its arguments.
    private interface Factory {
        Placeholder of(Arguments arguments) throws WrongPlaceholder;
    }

    private Placeholders() {}

    /// @param call what stands between the braces, such as `int 1 100`
    static Placeholder of(String call) throws WrongPlaceholder {
        String trimmed = call.strip();
        String name = trimmed.split("\\s", 2)[0];
        Factory factory = BY_NAME.get(name);
        if (factory == null) {
            throw new WrongPlaceholder(
                    "unknown placeholder {{%s}}; there are %s"
                            .formatted(name, String.join(", ", new TreeSet<>(BY_NAME.keySet()))));
        }
        return factory.of(new Arguments(name, trimmed.substring(name.length()).strip()));
    }

    /// A placeholder that takes none.
    private static Factory plain(Piece piece) {
        return arguments -> {
            arguments.none();
            return Placeholder.text(piece);
        };
    }

    private static Factory oneOf(List<String> list) {
        return plain((draw, out) -> out.ascii(list.get(draw.below(list.size()))));
    }

    /// A placeholder that takes a length.
    private static Factory counted(Counted counted) {
        return arguments -> {
            int count = (int) arguments.whole(arguments.words(1, 1).getFirst(), 1, LENGTH_MAX);
            return Placeholder.text(counted.of(count));
        };
    }

    /// Makes a piece for a length.
    private interface Counted {
        Piece of(int count);
    }

    private static Placeholder httpStatus(Arguments arguments) throws WrongPlaceholder {
        arguments.none();
        List<String> list = Words.HTTP_STATUSES;
        return Placeholder.bare((draw, out) -> out.ascii(list.get(draw.below(list.size()))));
    }

    private static Placeholder wholeNumber(Arguments arguments) throws WrongPlaceholder {
        List<String> words = arguments.words(2, 2);
        long min = arguments.whole(words.getFirst(), Long.MIN_VALUE, Long.MAX_VALUE);
        long max = arguments.whole(words.getLast(), min, Long.MAX_VALUE);
        return Placeholder.bare((draw, out) -> out.ascii(Long.toString(draw.between(min, max))));
    }

    /// Draws among the numbers with so many decimals: what is written is exact.
    private static Placeholder decimal(Arguments arguments) throws WrongPlaceholder {
        List<String> words = arguments.words(2, 3);
        int decimals = words.size() < 3 ? 4 : (int) arguments.whole(words.get(2), 0, DECIMALS_MAX);
        long min = arguments.scaled(words.get(0), decimals, RoundingMode.CEILING);
        long max = arguments.scaled(words.get(1), decimals, RoundingMode.FLOOR);
        if (max < min) {
            throw arguments.wrong(
                    "there is no number from %s to %s".formatted(words.get(0), words.get(1)));
        }
        long power = POWERS_OF_TEN[decimals];
        return Placeholder.bare(
                (draw, out) -> {
                    long scaled = draw.between(min, max);
                    long size = Math.abs(scaled);
                    out.ascii(scaled < 0 ? "-" : "").ascii(Long.toString(size / power));
                    if (decimals > 0) {
                        String fraction = Long.toString(size % power + power);
                        out.ascii(".").ascii(fraction.substring(1));
                    }
                });
    }

    private static Placeholder bool(Arguments arguments) throws WrongPlaceholder {
        List<String> words = arguments.words(0, 1);
        double probability = words.isEmpty() ? 0.5 : arguments.probability(words.getFirst());
        return Placeholder.bare(
                (draw, out) -> out.ascii(draw.share() < probability ? "true" : "false"));
    }

    private static Placeholder choice(Arguments arguments) throws WrongPlaceholder {
        List<byte[]> choices = new ArrayList<>();
        for (String each : arguments.text().split("\\|", -1)) {
            choices.add(JsonStringEncoder.getInstance().quoteAsUTF8(each.strip()));
        }
        if (arguments.text().isEmpty()) {
            throw arguments.wrong("it takes a|b|c");
        }
        return Placeholder.text(
                (draw, out) -> {
                    byte[] chosen = choices.get(draw.below(choices.size()));
                    out.raw(chosen, 0, chosen.length);
                });
    }

    private static Placeholder sequence(Arguments arguments) throws WrongPlaceholder {
        List<String> words = arguments.words(0, 1);
        long first = words.isEmpty() ? 1 : arguments.whole(words.getFirst(), -(1L << 60), 1L << 60);
        return Placeholder.bare((draw, out) -> out.ascii(Long.toString(first + draw.number() - 1)));
    }

    private static Placeholder timestamp(Arguments arguments) throws WrongPlaceholder {
        String format = arguments.text().isEmpty() ? "iso" : arguments.text();
        return TimeFormats.of(format, Draw::timeMillis);
    }

    private static Placeholder earlier(Arguments arguments) throws WrongPlaceholder {
        String[] words = arguments.text().split("\\s+", 3);
        if (words.length < 3) {
            throw arguments.wrong("it takes the fewest and the most seconds, and a format");
        }
        long min = arguments.whole(words[0], 0, 1L << 40);
        long max = arguments.whole(words[1], min, 1L << 40);
        return TimeFormats.of(
                words[2], draw -> draw.timeMillis() - draw.between(min * 1_000, max * 1_000));
    }

    /// What stands behind the name of a placeholder.
    private record Arguments(String name, String text) {
        void none() throws WrongPlaceholder {
            List<String> _ = words(0, 0);
        }

        List<String> words(int min, int max) throws WrongPlaceholder {
            List<String> words = text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
            if (words.size() < min || words.size() > max) {
                throw wrong("it takes %s but got %d".formatted(allowed(min, max), words.size()));
            }
            return words;
        }

        private static String allowed(int min, int max) {
            if (max == 0) {
                return "no arguments";
            }
            if (min < max) {
                return min + " to " + max + " arguments";
            }
            return max == 1 ? "1 argument" : max + " arguments";
        }

        long whole(String word, long min, long max) throws WrongPlaceholder {
            try {
                long number = Long.parseLong(word);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // said below, with the bounds
            }
            throw wrong("'%s' is no whole number from %d to %d".formatted(word, min, max));
        }

        long scaled(String word, int decimals, RoundingMode rounding) throws WrongPlaceholder {
            try {
                return new BigDecimal(word)
                        .setScale(decimals, rounding)
                        .unscaledValue()
                        .longValueExact();
            } catch (ArithmeticException | NumberFormatException _) {
                throw wrong("'%s' is no number, or too large".formatted(word));
            }
        }

        double probability(String word) throws WrongPlaceholder {
            try {
                double probability = Double.parseDouble(word);
                if (probability >= 0 && probability <= 1) {
                    return probability;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw wrong("'%s' is no number from 0 to 1".formatted(word));
        }

        WrongPlaceholder wrong(String reason) {
            return new WrongPlaceholder("{{" + name + "}}: " + reason);
        }
    }
}
