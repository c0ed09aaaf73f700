package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/// Streams of 300 partitions whose processes end at every [FaultPoint]: whatever is done when, each
/// accepted record is in one object of its partition, or in one line of errors, or dropped by its
/// function; and once in the backup.
///
/// `-Dfault.lives` is how many lives a stream of each [FaultScenario] has at least; there are more
/// until processes have ended at each of its points. `-Dfault.events` is how long a life is,
/// `-Dfault.seed` the seed of the first.
class EveryFaultPointTest {
    private static final int LIVES_MIN = Integer.getInteger("fault.lives", 1);
    private static final int LIVES_MAX = 20 + LIVES_MIN;
    private static final int EVENTS = Integer.getInteger("fault.events", 200);
    private static final long FIRST_SEED = Long.getLong("fault.seed", 1);
    private static final Faults.Table ALL = new Faults.Table();
    private static final Set<FaultScenario> DONE = EnumSet.noneOf(FaultScenario.class);

    @ParameterizedTest
    @EnumSource(FaultScenario.class)
    void eachRecordEndsOnceWhereverProcessesEnd(FaultScenario scenario) throws IOException {
        Faults.Table table = new Faults.Table();
        Set<String> partitions = new HashSet<>();
        int errors = 0;
        int rolledBySize = 0;
        boolean complete = false;
        for (int life = 0; life < LIVES_MIN || life < LIVES_MAX && !complete; life++) {
            FaultAudit audit = new FaultRun(scenario, FIRST_SEED + life, table).live(EVENTS);
            partitions.addAll(audit.partitions());
            errors += audit.errors();
            rolledBySize += audit.rolledBySize();
            complete =
                    partitions.size() >= FaultProducer.KEYS
                            && scenario.points().stream()
                                    .allMatch(point -> table.deaths(point) > 0);
        }
        assertThat(scenario.points())
                .as("where processes of %s ended%n%s", scenario, table)
                .allMatch(point -> table.deaths(point) > 0);
        assertThat(partitions).hasSizeGreaterThanOrEqualTo(FaultProducer.KEYS);
        assertThat(errors).as("lines of errors").isPositive();
        if (scenario == FaultScenario.JSON_BY_QUERY) {
            assertThat(rolledBySize).as("objects of a full buffer").isPositive();
        }
        ALL.add(table);
        DONE.add(scenario);
    }

    @AfterAll
    static void processesHaveEndedAtEachPoint() {
        if (DONE.size() == FaultScenario.values().length) {
            assertThat(FaultPoint.values())
                    .as("where processes ended%n%s", ALL)
                    .allMatch(point -> ALL.deaths(point) > 0);
        }
    }
}
