package io.hydrant.cli.tail.conversion;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Conversions one after the other.
public final class ConversionChain implements Conversion {
    private final List<Conversion> conversions;

    private ConversionChain(List<Conversion> conversions) {
        this.conversions = conversions;
    }

    public static ConversionChain of(List<ConversionOption> options, InstantSource clock) {
        return new ConversionChain(options.stream().map(option -> option.open(clock)).toList());
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        byte[] converted = record;
        for (Conversion conversion : conversions) {
            Optional<byte[]> next = conversion.convert(converted);
            if (next.isEmpty()) {
                return next;
            }
            converted = next.get();
        }
        return Optional.of(converted);
    }
}
