package io.hydrant.conformance.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The outcome of a run.
///
/// @param totals what was put and what is in the stream
/// @param killsByPhase what the server was doing when it was killed, as far as the outside sees
/// @param reshards by operation
/// @param auditCount how often the graph of shards was audited
/// @param refusals unsuccessful attempts by what was answered
/// @param faults of the S3 side, by name
/// @param readers one for each way to read
/// @param violations empty when each reader saw what it must
public record StreamKillReport(
        StreamKillOptions options,
        Duration duration,
        Totals totals,
        Map<String, Integer> killsByPhase,
        Map<String, Integer> reshards,
        int auditCount,
        Map<String, Long> refusals,
        Map<String, Integer> faults,
        List<ReaderCount> readers,
        List<String> violations) {
    /// @param attemptCount to put a record of the stream
    /// @param storedCount records in the stream
    /// @param unacknowledgedCount those among them that nobody was told of
    /// @param userRecordCount records and the contents of aggregates in the stream
    /// @param shardCount open and closed
    public record Totals(
            int attemptCount,
            int storedCount,
            int unacknowledgedCount,
            int userRecordCount,
            int shardCount) {}

    /// What one reader saw.
    ///
    /// @param remarks how it came to be
    public record ReaderCount(String reader, int recordCount, String remarks) {}

    public boolean isGood() {
        return violations.isEmpty();
    }

    /// For a person to read.
    public String summary() {
        String read =
                readers.stream()
                        .map(
                                reader ->
                                        "  %-18s %8d records, %s"
                                                .formatted(
                                                        reader.reader(),
                                                        reader.recordCount(),
                                                        reader.remarks()))
                        .collect(Collectors.joining("\n"));
        return """
        seed            %d (%s store, signal %s)
        user records    %d acknowledged, %d in the stream, %d s
        stream          %d records in %d attempts, %d of them never acknowledged
        ended           %d times: %s
        reshards        %s, %d shards, audited %d times
        refused         %s
        S3 faults       %s
        read
        %s
        violations      %d
        %s\
        """
                .formatted(
                        options.run().seed(),
                        options.run().store(),
                        options.run().signal(),
                        options.run().recordCount(),
                        totals.userRecordCount(),
                        duration.toSeconds(),
                        totals.storedCount(),
                        totals.attemptCount(),
                        totals.unacknowledgedCount(),
                        killsByPhase.values().stream().mapToInt(Integer::intValue).sum(),
                        killsByPhase,
                        reshards,
                        totals.shardCount(),
                        auditCount,
                        refusals,
                        faults,
                        read,
                        violations.size(),
                        Census.excerpt(violations));
    }
}
