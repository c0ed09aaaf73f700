package io.hydrant.conformance.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The outcome of a run.
///
/// @param storedCount records in the stream
/// @param killsByPhase what the server was doing when it was killed, as far as the outside sees
/// @param functionKillCount processes of functions that were killed
/// @param functions one for each that got the stream
/// @param violations empty when each function saw what it must
public record FunctionKillReport(
        FunctionKillOptions options,
        Duration duration,
        int storedCount,
        Map<String, Integer> killsByPhase,
        int functionKillCount,
        List<FunctionCount> functions,
        List<String> violations) {
    /// @param batchCount that it began with
    /// @param repeatCount of those that began where an earlier one had begun
    public record FunctionCount(String function, int batchCount, int repeatCount) {}

    public boolean isGood() {
        return violations.isEmpty();
    }

    /// For a person to read.
    public String summary() {
        String counts =
                functions.stream()
                        .map(
                                each ->
                                        "  %-12s %6d batches, %d of them again"
                                                .formatted(
                                                        each.function(),
                                                        each.batchCount(),
                                                        each.repeatCount()))
                        .collect(Collectors.joining("\n"));
        return """
        seed            %d (signal %s)
        records         %d in the stream, %d s
        server ended    %d times: %s
        functions ended %d times
        %s
        violations      %d
        %s\
        """
                .formatted(
                        options.run().seed(),
                        options.run().signal(),
                        storedCount,
                        duration.toSeconds(),
                        killsByPhase.values().stream().mapToInt(Integer::intValue).sum(),
                        killsByPhase,
                        functionKillCount,
                        counts,
                        violations.size(),
                        Census.excerpt(violations));
    }
}
