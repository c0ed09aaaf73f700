package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.kernel.telemetry.Telemetry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records of partitions that wait as rows, while their table changes.
class EarlyRowsDeliveryTest {
    private static final String BEFORE = "n PARQUET SNAPPY INT96 33554432\n";
    private static final String AFTER = "n,fare PARQUET SNAPPY INT96 33554432\n";

    @TempDir private Path staging;

    private RecordMemory memory;
    private DeliverySimulation simulation;

    @BeforeEach
    void open() throws IOException {
        memory = RecordMemory.open(new GatherLimits(1 << 20, 0, 0), staging, Telemetry.NONE);
        simulation =
                new DeliverySimulation(
                        Plans.partitioned(
                                Plans.converting(Plans.plain()),
                                "p/!{partitionKeyFromQuery:c}/",
                                Optional.of("{c: .c}")),
                        3);
        simulation.memory = Optional.of(memory);
        simulation.tables.put(Plans.TRIPS, "n bigint");
        simulation.crash();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aColumnThatIsAddedIsInTheRowOfTheNextRecord() {
        simulation.put(record(1)).step();
        simulation.tables.put(Plans.TRIPS, "n bigint, fare double");
        simulation.put(record(2)).runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(BEFORE + "1\nend\n");
        simulation.flush().runUntilIdle();
        assertThat(texts("lake/p/"))
                .containsExactlyInAnyOrder(BEFORE + "1\nend\n", AFTER + "2\nend\n");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void whatMakesNothingElseOfRecordsClosesNoBuffer() {
        simulation.put(record(1)).step();
        simulation.tables.put(Plans.TRIPS, "n bigint", Map.of("comment", "counted"));
        simulation.put(record(2)).flush().runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(BEFORE + "1\n2\nend\n");
    }

    @Test
    void whatIsRowsAlreadyIsDeliveredWhenTheTableGoes() {
        simulation.put(record(1)).step();
        simulation.tables.drop(Plans.TRIPS);
        simulation.put(record(2)).flush().runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(BEFORE + "1\nend\n");
        assertThat(texts("lake/errors/"))
                .singleElement()
                .asString()
                .hasLineCount(1)
                .contains("DataFormatConversion.EntityNotFound");
    }

    @Test
    void whatCameBeforeTheTableBecomesRowsWhenTheTableIsThere() {
        simulation.tables.drop(Plans.TRIPS);
        simulation.put(record(1)).step();
        simulation.tables.put(Plans.TRIPS, "n bigint");
        simulation.put(record(2)).flush().runUntilIdle();

        assertThat(texts("lake/p/"))
                .containsExactlyInAnyOrder(BEFORE + "1\nend\n", BEFORE + "2\nend\n");
        assertThat(texts("lake/errors/")).isEmpty();
    }

    @Test
    void whatWasInOpenBuffersAtACrashBecomesRowsOfTheTableAsItIs() {
        simulation.put(record(1)).step();
        simulation.tables.put(Plans.TRIPS, "n bigint, fare double");
        simulation.crash().flush().runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(AFTER + "1\nend\n");
    }

    @Test
    void anObjectThatWasBegunKeepsItsTableWhenItsRowsAreLost() {
        simulation.put(record(1)).flush();
        simulation.step();
        simulation.tables.put(Plans.TRIPS, "n bigint, fare double");
        simulation.crash().runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(BEFORE + "1\nend\n");
    }

    @Test
    void recordsWithoutARowWaitAsTheyAreAndEndInTheErrors() {
        simulation
                .put(record(1), "{\"c\":\"a\",\"n\":\"no number\"}", "{\"c\":\"a\",\"bomb\":1}")
                .flush()
                .runUntilIdle();

        assertThat(texts("lake/p/")).containsExactly(BEFORE + "1\nend\n");
        assertThat(texts("lake/errors/"))
                .singleElement()
                .asString()
                .hasLineCount(2)
                .contains("Data does not match the schema")
                .contains("IllegalStateException: bomb");
    }

    @Test
    void withoutAReaderAllGoesToTheErrors() {
        simulation.tables.put(Plans.TRIPS, "n bigint, unreadable int");
        simulation.put(record(1)).flush().runUntilIdle();

        assertThat(texts("lake/errors/"))
                .singleElement()
                .asString()
                .contains("IllegalStateException: no reader");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void aRowTakesLessThanItsRecord() {
        String[] records = new String[1_000];
        for (int i = 0; i < records.length; i++) {
            records[i] = record(i);
        }
        simulation.put(records).step();

        assertThat(memory.bytesInUse()).isLessThan(records.length * 40L);
        simulation.flush().runUntilIdle();
        assertThat(texts("lake/p/")).singleElement().asString().hasLineCount(1_002);
        assertThat(memory.bytesInUse()).isZero();
    }

    @Test
    void largeRecordsWaitAsTheyAre() {
        String large = "{\"c\":\"a\",\"n\":7,\"note\":\"%s\"}".formatted("x".repeat(300_000));
        simulation.put(large, record(1)).step();

        assertThat(memory.bytesInUse()).isGreaterThan(300_000);
        simulation.flush().runUntilIdle();
        assertThat(texts("lake/p/")).containsExactly(BEFORE + "7\n1\nend\n");
    }

    /// Of 100 bytes and more.
    private static String record(int n) {
        return "{\"c\":\"a\",\"n\":%d,\"note\":\"%s\"}".formatted(n, "x".repeat(80));
    }

    private List<String> texts(String prefix) {
        return simulation.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new String(object.getValue(), StandardCharsets.UTF_8))
                .toList();
    }
}
