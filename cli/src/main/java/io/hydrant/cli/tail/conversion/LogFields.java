package io.hydrant.cli.tail.conversion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/// The groups of a log line as members of an object. A line that does not match is left out.
final class LogFields implements Conversion {
    private final ConversionOption.LogToJson option;

    LogFields(ConversionOption.LogToJson option) {
        this.option = option;
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        LogPattern pattern = option.pattern();
        Matcher matcher = pattern.regex().matcher(RecordText.line(record));
        if (!matches(matcher)) {
            return Optional.empty();
        }
        List<String> names = pattern.fieldNames();
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String field = matcher.group(i + 1);
            boolean absent = pattern.dashIsNull() && "-".equals(field);
            members.put(names.get(i), absent ? null : field);
        }
        return Optional.of(option.layout().record(members));
    }

    /// A pattern of the user's own may need more stack than there is for a long line.
    private static boolean matches(Matcher matcher) {
        try {
            return matcher.matches();
        } catch (StackOverflowError e) {
            throw new ConversionFailed("the line is too long for the pattern", e);
        }
    }
}
