package io.hydrant.delivery.pipeline;

import io.hydrant.streams.log.LogFailed;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Ends a simulated process at a point that was chosen. The fakes tell it where the process is;
/// once it is dead, nothing that it does has an effect.
final class Faults {
    private final Table table;
    private Stage stage = Stage.TEST;
    private final Set<FaultPoint> armed = EnumSet.noneOf(FaultPoint.class);
    private int countdown;
    private boolean dead;

    /// Who calls the fakes.
    enum Stage {
        /// The test itself: it cannot die.
        TEST,
        LANE,
        FUNCTION,
        UPLOAD,
        START,
        STOP
    }

    /// How often processes came by a point, and how often they ended there.
    static final class Table {
        private final Map<FaultPoint, Long> passes = new EnumMap<>(FaultPoint.class);
        private final Map<FaultPoint, Long> deaths = new EnumMap<>(FaultPoint.class);

        long passes(FaultPoint point) {
            return passes.getOrDefault(point, 0L);
        }

        long deaths(FaultPoint point) {
            return deaths.getOrDefault(point, 0L);
        }

        long deaths() {
            return deaths.values().stream().mapToLong(Long::longValue).sum();
        }

        void add(Table other) {
            other.passes.forEach((point, count) -> passes.merge(point, count, Long::sum));
            other.deaths.forEach((point, count) -> deaths.merge(point, count, Long::sum));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (FaultPoint point : FaultPoint.values()) {
                text.append(
                        "%-22s passed %9d, ended %5d%n"
                                .formatted(point, passes(point), deaths(point)));
            }
            return text.toString();
        }
    }

    Faults(Table table) {
        this.table = table;
    }

    /// The process ends when it has come by one of these points `count` times from now on.
    void arm(Collection<FaultPoint> points, int count) {
        armed.clear();
        armed.addAll(points);
        countdown = count;
    }

    void disarm() {
        armed.clear();
    }

    boolean isDead() {
        return dead;
    }

    /// Another process begins.
    void revive() {
        dead = false;
    }

    Stage stage() {
        return stage;
    }

    /// Does something as one part of the process.
    void during(Stage part, Runnable step) {
        Stage before = stage;
        stage = part;
        try {
            step.run();
        } finally {
            stage = before;
        }
    }

    /// The process is here now.
    ///
    /// @throws SimulatedDeath when it ends here, or has ended; in what lanes have others do it
    ///   looks like a failure of the log, which they hear nothing of
    void at(FaultPoint point) {
        if (stage == Stage.TEST) {
            return;
        }
        if (!dead) {
            table.passes.merge(point, 1L, Long::sum);
            if (armed.contains(point) && --countdown <= 0) {
                table.deaths.merge(point, 1L, Long::sum);
                armed.clear();
                dead = true;
            }
        }
        requireLife();
    }

    void requireLife() {
        if (!dead || stage == Stage.TEST) {
            return;
        }
        switch (stage) {
            case UPLOAD, FUNCTION -> throw new LogFailed("the process has ended");
            case TEST, LANE, START, STOP -> throw new SimulatedDeath();
        }
    }
}
