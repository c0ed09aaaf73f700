package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.tail.agent.Flow;
import io.hydrant.cli.tail.agent.FlowDestination;
import io.hydrant.cli.tail.conversion.Conversion;
import io.hydrant.cli.tail.conversion.ConversionChain;
import io.hydrant.cli.tail.conversion.ConversionFailed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes what is sent of what was read: converts it, gives it a partition key, and cuts it when it
/// is too large.
final class RecordPreparation {
    private static final double KEYS = 1_000_000;

    private final FlowDestination destination;
    private final Conversion conversion;
    private final byte[] terminator;
    private final RandomGenerator random;
    private final FlowCounts counts;

    RecordPreparation(Flow flow, InstantSource clock, RandomGenerator random, FlowCounts counts) {
        this.destination = flow.destination();
        this.conversion = ConversionChain.of(flow.conversions(), clock);
        this.terminator = flow.parsing().terminator();
        this.random = random;
        this.counts = counts;
    }

    /// @return empty when the record is left out
    Optional<OutgoingRecord> prepare(byte[] read) {
        Optional<byte[]> converted = convert(read);
        if (converted.isEmpty()) {
            counts.leftOut();
        }
        return converted.map(this::addressed);
    }

    private Optional<byte[]> convert(byte[] read) {
        try {
            return conversion.convert(read);
        } catch (ConversionFailed _) {
            counts.unconverted();
            return Optional.of(read);
        }
    }

    private OutgoingRecord addressed(byte[] data) {
        String key =
                switch (destination) {
                    case FlowDestination.Stream stream -> key(stream, data);
                    case FlowDestination.DeliveryStream _ -> "";
                };
        int bytesMax = destination.bounds().recordBytes() - key.length();
        return new OutgoingRecord(truncated(data, bytesMax), key, Optional.empty());
    }

    private String key(FlowDestination.Stream stream, byte[] data) {
        return switch (stream.partitionKeys()) {
            case RANDOM -> Double.toString(random.nextDouble(KEYS));
            case DETERMINISTIC -> md5(data);
        };
    }

    /// The terminator overwrites the end of what is left, so that the record ends as all others do.
    private byte[] truncated(byte[] data, int bytesMax) {
        if (data.length <= bytesMax) {
            return data;
        }
        counts.truncated();
        byte[] cut = Arrays.copyOf(data, bytesMax);
        System.arraycopy(terminator, 0, cut, bytesMax - terminator.length, terminator.length);
        return cut;
    }

    private static String md5(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /// As a data stream counts it.
    static int bytes(OutgoingRecord record) {
        return record.data().length + record.partitionKey().getBytes(StandardCharsets.UTF_8).length;
    }
}
