package io.hydrant.cli.tail.conversion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Columns between the matches of any regular expression.
final class CsvByPattern implements Conversion {
    private final ConversionOption.CsvToJson option;
    private final Pattern delimiter;

    CsvByPattern(ConversionOption.CsvToJson option) {
        this.option = option;
        this.delimiter = Pattern.compile(option.delimiter());
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        String[] columns = delimiter.split(RecordText.line(record));
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < option.fieldNames().size(); i++) {
            members.put(option.fieldNames().get(i), i < columns.length ? columns[i] : null);
        }
        return Optional.of(option.layout().record(members));
    }
}
