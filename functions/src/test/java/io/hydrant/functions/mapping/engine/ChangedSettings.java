package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.MappingSettings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Settings that differ from others in what a test is about. For one thread.
final class ChangedSettings {
    static final MappingSettings DEFAULTS =
            new MappingSettings(
                    "arn:aws:lambda:eu-west-1:111122223333:function:f",
                    100,
                    Duration.ZERO,
                    1,
                    OptionalInt.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty(),
                    List.of());

    private final MappingSettings before;
    private int batchSize;
    private Duration window;
    private int lanes;
    private OptionalInt retriesMax;
    private Optional<Duration> recordAgeMax;
    private boolean bisects;
    private boolean reportsItems;

    private ChangedSettings(MappingSettings before) {
        this.before = before;
        this.batchSize = before.batchSize();
        this.window = before.batchingWindow();
        this.lanes = before.parallelization();
        this.retriesMax = before.retriesMax();
        this.recordAgeMax = before.recordAgeMax();
        this.bisects = before.bisects();
        this.reportsItems = before.reportsItemFailures();
    }

    static ChangedSettings of(MappingSettings before) {
        return new ChangedSettings(before);
    }

    ChangedSettings batchSize(int records) {
        batchSize = records;
        return this;
    }

    ChangedSettings windowSeconds(int seconds) {
        window = Duration.ofSeconds(seconds);
        return this;
    }

    ChangedSettings lanes(int count) {
        lanes = count;
        return this;
    }

    ChangedSettings retriesMax(int retries) {
        retriesMax = OptionalInt.of(retries);
        return this;
    }

    ChangedSettings retriesForEver() {
        retriesMax = OptionalInt.empty();
        return this;
    }

    ChangedSettings recordAgeMaxSeconds(int seconds) {
        recordAgeMax = Optional.of(Duration.ofSeconds(seconds));
        return this;
    }

    ChangedSettings anyAge() {
        recordAgeMax = Optional.empty();
        return this;
    }

    ChangedSettings bisects(boolean on) {
        bisects = on;
        return this;
    }

    ChangedSettings reportsItems(boolean on) {
        reportsItems = on;
        return this;
    }

    MappingSettings toSettings() {
        return new MappingSettings(
                before.function(),
                batchSize,
                window,
                lanes,
                retriesMax,
                recordAgeMax,
                bisects,
                reportsItems,
                before.failureDestination(),
                before.patterns());
    }
}
