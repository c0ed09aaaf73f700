package io.hydrant.cli.tail.conversion;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the record a member of an object beside metadata.
final class Wrapping implements Conversion {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ConversionOption.AddMetadata option;
    private final InstantSource clock;

    Wrapping(ConversionOption.AddMetadata option, InstantSource clock) {
        this.option = option;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (option.timestamped()) {
            members.put("ts", TIMESTAMP.format(clock.instant()));
        }
        members.put("metadata", option.metadata());
        members.put("data", RecordText.line(record));
        return Optional.of(option.layout().record(members));
    }
}
