package io.hydrant.formats.json.value;

import io.hydrant.formats.json.value.PatternElement.Digits;
import io.hydrant.formats.json.value.PatternElement.Fraction;
import io.hydrant.formats.json.value.PatternElement.Literal;
import io.hydrant.formats.json.value.PatternElement.Name;
import io.hydrant.formats.json.value.PatternElement.Offset;
import io.hydrant.formats.json.value.PatternElement.TwoDigitYear;
import io.hydrant.formats.json.value.PatternElement.Zone;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.ArrayList;
import java.util.List;

/// A pattern in Joda-Time's letters, compiled, as Joda-Time reads it:
///
/// | Letters | Read |
/// |---|---|
/// | `y`, `Y` | a year; of as many digits as letters if digits follow |
/// | `yy` | a year; two digits are 1946-2045 |
/// | `M`, `MM` | a month's number |
/// | `MMM`, `MMMM` | a month's English name, short or long, in either case |
/// | `d`, `D` | day of the month, of the year |
/// | `E`, `e` | day of the week by English name, by number (1 is Monday) |
/// | `H`, `k`, `K`, `h` | hour of 0-23, 1-24, 0-11, 1-12; `a` is AM or PM |
/// | `m`, `s` | minute, second |
/// | `S` | fraction, up to as many digits as letters |
/// | `Z`, `ZZ` | an offset: `+0200`, `+02:00`, `+02`, `Z` |
/// | `ZZZ` | a zone: `Europe/Berlin` |
/// | `z` to `zzz` | one of UTC, UT, GMT, EST, EDT, CST, CDT, MST, MDT, PST, PDT |
///
/// Numbers may have fewer digits than letters. Text in single quotes stands for itself in either
/// case of its letters, two single quotes for one. What the text does not say is
/// 1970-01-01T00:00:00Z.
///
/// Different from Joda-Time: fractions are kept to nanoseconds, not cut at milliseconds; years are
/// 0-9999; a day of the week that is not the date's does not move the date, the text is refused.
/// Era `G`, century `C`, weekyear `x`, week `w` and long zone names `zzzz` are refused when a
/// pattern is compiled, as is any other letter.
///
/// Source: Joda-Time's documentation of `DateTimeFormat`.
final class JodaPattern {
    private static final String NUMERIC_LETTERS = "CxyYdhHmsSeDFwWkK";

    private final List<PatternElement> elements;

    private JodaPattern(List<PatternElement> elements) {
        this.elements = elements;
    }

    /// @throws InvalidArgument if the pattern has no meaning or one that is not supported
    static JodaPattern compile(String pattern) {
        List<String> tokens = tokens(pattern);
        if (tokens.isEmpty()) {
            throw new InvalidArgument("timestamp format '' must not be empty");
        }
        List<PatternElement> elements = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean digitsFollow = i + 1 < tokens.size() && isNumeric(tokens.get(i + 1));
            elements.add(element(pattern, tokens.get(i), digitsFollow));
        }
        return new JodaPattern(List.copyOf(elements));
    }

    /// Reads a whole text.
    ///
    /// @return whether it has this form and is a time that exists
    boolean parse(String text, PatternTime time) {
        time.reset();
        int at = 0;
        for (PatternElement element : elements) {
            at = element.parse(text, at, time);
            if (at < 0) {
                return false;
            }
        }
        return at == text.length() && time.resolve();
    }

    /// Runs of one letter, and literal text with a quote in front.
    private static List<String> tokens(String pattern) {
        List<String> tokens = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            int from = i;
            char c = pattern.charAt(i);
            if (isLetter(c)) {
                while (i < pattern.length() && pattern.charAt(i) == c) {
                    i++;
                }
                tokens.add(pattern.substring(from, i));
                continue;
            }
            StringBuilder literal = new StringBuilder("'");
            boolean quoted = false;
            for (; i < pattern.length() && (quoted || !isLetter(pattern.charAt(i))); i++) {
                if (pattern.charAt(i) != '\'') {
                    literal.append(pattern.charAt(i));
                } else if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '\'') {
                    literal.append('\'');
                    i++;
                } else {
                    quoted = !quoted;
                }
            }
            if (quoted) {
                throw new InvalidArgument(
                        "timestamp format '" + pattern + "' must close its quotes");
            }
            tokens.add(literal.toString());
        }
        return tokens;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isNumeric(String token) {
        char letter = token.charAt(0);
        return letter == 'M' ? token.length() <= 2 : NUMERIC_LETTERS.indexOf(letter) >= 0;
    }

    private static PatternElement element(String pattern, String token, boolean digitsFollow) {
        int length = token.length();
        return switch (token.charAt(0)) {
            case '\'' -> new Literal(token.substring(1));
            case 'y', 'Y' ->
                    length == 2
                            ? new TwoDigitYear(!digitsFollow)
                            : new Digits(PatternField.YEAR, digitsFollow ? length : 9);
            case 'M' ->
                    length <= 2
                            ? new Digits(PatternField.MONTH, 2)
                            : new Name(PatternField.MONTH, Name.MONTHS);
            case 'd' -> new Digits(PatternField.DAY, 2);
            case 'D' -> new Digits(PatternField.DAY_OF_YEAR, 3);
            case 'E' -> new Name(PatternField.DAY_OF_WEEK, Name.DAYS_OF_WEEK);
            case 'e' -> new Digits(PatternField.DAY_OF_WEEK, 1);
            case 'a' -> new Name(PatternField.HALF_DAY, Name.HALF_DAYS);
            case 'H' -> new Digits(PatternField.HOUR, 2);
            case 'k' -> new Digits(PatternField.CLOCK_HOUR, 2);
            case 'K' -> new Digits(PatternField.HOUR_OF_HALF_DAY, 2);
            case 'h' -> new Digits(PatternField.CLOCK_HOUR_OF_HALF_DAY, 2);
            case 'm' -> new Digits(PatternField.MINUTE, 2);
            case 's' -> new Digits(PatternField.SECOND, 2);
            case 'S' -> new Fraction(length);
            case 'Z' -> length <= 2 ? new Offset() : new Zone(Zone.ids());
            case 'z' -> {
                if (length > 3) {
                    throw unsupported(pattern, token);
                }
                yield new Zone(Zone.SHORT_NAMES);
            }
            default -> throw unsupported(pattern, token);
        };
    }

    private static InvalidArgument unsupported(String pattern, String token) {
        return new InvalidArgument(
                "timestamp format '" + pattern + "' has '" + token + "', which is not supported");
    }
}
