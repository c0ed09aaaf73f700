package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.kill.PartitionAttempts.Attempt;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Each way to break the promise must be seen.
class PartitionCensusTest {
    private final PartitionAttempts attempts = new PartitionAttempts();
    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    @Test
    void findsNothingWhereEachRecordIsInItsFolderOnce() throws IOException {
        Attempt attempt = put(List.of(1, 2));
        deliver(attempt.record(0), key(1), "k4");
        deliver(attempt.record(1), key(2), "k5");
        assertThat(violations(Set.of())).isEmpty();
    }

    @Test
    void seesARecordThatIsMissing() throws IOException {
        put(List.of(1));
        assertThat(violations(Set.of())).singleElement().asString().contains("missing");
    }

    @Test
    void takesARecordForDroppedOnlyIfTheFunctionSaidSo() throws IOException {
        put(List.of(1));
        assertThat(violations(Set.of("0-0"))).isEmpty();
    }

    @Test
    void seesARecordInTwoPartitions() throws IOException {
        Attempt attempt = put(List.of(1));
        deliver(attempt.record(0), key(1), "k4");
        deliver(attempt.record(0), key(2), "k5");
        assertThat(violations(Set.of())).singleElement().asString().contains("2 times");
    }

    @Test
    void seesARecordInAnObjectAndInALineOfErrors() throws IOException {
        Attempt attempt = put(List.of(1));
        deliver(attempt.record(0), key(1), "k4");
        String raw = Base64.getEncoder().encodeToString(utf8(attempt.record(0).line()));
        objects.put(
                "errors/transformed/processing-failed/x",
                utf8("{\"errorCode\":\"Lambda.FunctionError\",\"rawData\":\"" + raw + "\"}\n"));
        assertThat(violations(Set.of())).singleElement().asString().contains("2 times");
    }

    @Test
    void seesARecordInTheFolderOfAnotherKey() throws IOException {
        Attempt attempt = put(List.of(1));
        deliver(attempt.record(0), "data/transformed/k9/x", "k4");
        assertThat(violations(Set.of())).singleElement().asString().contains("of partition 'k4'");
    }

    @Test
    void seesADamagedLine() throws IOException {
        Attempt attempt = put(List.of(1));
        deliver(attempt.record(0), key(1), "k4");
        objects.compute(
                key(1), (_, bytes) -> utf8(new String(bytes, StandardCharsets.UTF_8) + " "));
        assertThat(violations(Set.of())).singleElement().asString().contains("another line");
    }

    private Attempt put(List<Integer> numbers) {
        Attempt attempt = attempts.begin(PartitionLane.TRANSFORMED, numbers);
        attempts.acknowledge(attempt, 0, numbers.size());
        return attempt;
    }

    /// Of an object of partition `k4` or `k5`.
    private static String key(int object) {
        return "data/transformed/k" + (object + 3) + "/object";
    }

    private void deliver(PartitionRecord record, String key, String partition) {
        String line = "{\"k\":\"" + partition + "\"," + record.line().substring(1);
        objects.put(key, utf8(line));
    }

    private List<String> violations(Set<String> dropped) throws IOException {
        PartitionCensus census = new PartitionCensus(PartitionLane.TRANSFORMED, attempts.all());
        census.read(this::under, dropped);
        return census.violations();
    }

    private SortedMap<String, byte[]> under(String prefix) {
        return objects.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
