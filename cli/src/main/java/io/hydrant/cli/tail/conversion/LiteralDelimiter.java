package io.hydrant.cli.tail.conversion;

import java.util.HashSet;
import java.util.Optional;

/// Finds out whether a regular expression stands for one ASCII character, as it nearly always does.
final class LiteralDelimiter {
    private static final String SPECIAL = ".$|()[]{}^?*+\\";

    private LiteralDelimiter() {}

    /// @return empty when columns must be found by a pattern, or written otherwise than compactly
    static Optional<Byte> of(ConversionOption.CsvToJson option) {
        boolean named =
                new HashSet<>(option.fieldNames()).size() == option.fieldNames().size()
                        && !option.fieldNames().isEmpty();
        return named && option.layout() == JsonLayout.COMPACT
                ? literal(option.delimiter())
                : Optional.empty();
    }

    private static Optional<Byte> literal(String regex) {
        if (regex.length() == 1 && SPECIAL.indexOf(regex.charAt(0)) < 0) {
            return ascii(regex.charAt(0));
        }
        if (regex.equals("\\t")) {
            return Optional.of((byte) '\t');
        }
        boolean quoted =
                regex.length() == 2
                        && regex.charAt(0) == '\\'
                        && !Character.isLetterOrDigit(regex.charAt(1));
        return quoted ? ascii(regex.charAt(1)) : Optional.empty();
    }

    /// The newline at a record's end is no delimiter, which only the general way gets right.
    private static Optional<Byte> ascii(char character) {
        return character < 0x80 && character != '\n'
                ? Optional.of((byte) character)
                : Optional.empty();
    }
}
