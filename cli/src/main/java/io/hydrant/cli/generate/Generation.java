package io.hydrant.cli.generate;

import io.hydrant.cli.producer.JsonBytes;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.terminal.CommandFailed;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes records of a template and sends them. For one thread.
public final class Generation {
    private static final int RECORD_BYTES_EXPECTED = 1_024;

    private final Template template;
    private final Optional<String> keyField;
    private final Timing timing;
    private final Draw draw;
    private final Draw keys;
    private final JsonBytes out = new JsonBytes(RECORD_BYTES_EXPECTED);

    /// When records are sent, and which times they carry.
    ///
    /// @param perSecond how many records a second; empty: as many as the server takes
    /// @param start the time of the very first record; empty: records carry the real time
    public record Timing(OptionalDouble perSecond, Optional<Instant> start) {
        public Timing {
            perSecond.ifPresent(
                    rate -> {
                        if (!(rate > 0) || Double.isInfinite(rate)) {
                            throw new IllegalArgumentException(
                                    "a rate must be greater than 0 but was " + rate);
                        }
                    });
        }

        /// @param index of a record, from 0
        private long millisAfterFirst(long index) {
            return perSecond.isPresent() ? (long) (index * 1_000 / perSecond.getAsDouble()) : index;
        }
    }

    /// @param keyField the field to take partition keys from; empty: random keys
    /// @throws CommandFailed if the template has no such field
    public Generation(Template template, Optional<String> keyField, Timing timing, long seed) {
        this.template = template;
        this.keyField = keyField;
        this.timing = timing;
        this.draw = new Draw(seed);
        this.keys = new Draw(~seed);
        keyField.filter(field -> !template.hasField(field))
                .ifPresent(
                        field -> {
                            throw new CommandFailed(
                                    "template %s has no text or number named %s to take the"
                                                    .formatted(template.name(), field)
                                            + " partition key from");
                        });
    }

    /// Sends records after a position.
    ///
    /// @param last the number of the last one
    public void send(InstantSource clock, Production production, Mark after, long last)
            throws InterruptedException {
        Instant start = clock.instant();
        long first = after.records();
        for (long number = first + 1; number <= last; number++) {
            Instant due =
                    timing.perSecond().isEmpty()
                            ? Instant.MIN
                            : start.plusMillis(timing.millisAfterFirst(number - 1 - first));
            long timeMillis = timeMillis(clock, due, number);
            production.offer(record(number, timeMillis), due, new Mark(number, timeMillis));
        }
        production.finish();
    }

    /// The record of a number, as it would be sent now.
    public byte[] preview(InstantSource clock, long number) {
        return record(number, timeMillis(clock, Instant.MIN, number)).data();
    }

    private long timeMillis(InstantSource clock, Instant due, long number) {
        return timing.start()
                .map(start -> start.toEpochMilli() + timing.millisAfterFirst(number - 1))
                .orElseGet(() -> due.equals(Instant.MIN) ? clock.millis() : due.toEpochMilli());
    }

    private OutgoingRecord record(long number, long timeMillis) {
        draw.begin(number, timeMillis);
        out.clear();
        String field = template.write(draw, out, keyField);
        String key = keyField.isPresent() ? PartitionKeys.shortened(field) : randomKey(number);
        if (key.isEmpty()) {
            throw new CommandFailed(
                    "record %,d has an empty %s to take the partition key from"
                            .formatted(number, keyField.orElse("")));
        }
        return new OutgoingRecord(out.toBytes(), key, Optional.empty());
    }

    private String randomKey(long number) {
        keys.begin(number, 0);
        return Long.toHexString(keys.bits());
    }
}
