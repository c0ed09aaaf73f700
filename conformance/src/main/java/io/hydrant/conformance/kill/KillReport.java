package io.hydrant.conformance.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The outcome of a run.
///
/// @param killsByPhase what the server was doing when it was killed, as far as the outside sees
/// @param refusals unsuccessful attempts by what was answered
/// @param faults of the S3 side, by name
/// @param censuses one for each lane and place
/// @param violations empty when each acknowledged record arrived exactly once
public record KillReport(
        KillOptions options,
        Duration duration,
        int attemptCount,
        Map<String, Integer> killsByPhase,
        Map<String, Long> refusals,
        Map<String, Integer> faults,
        List<PlaceCount> censuses,
        List<String> violations) {
    /// What was found in one place.
    public record PlaceCount(
            String place, int objectCount, int recordCount, int unacknowledgedCount) {}

    public boolean exactlyOnce() {
        return violations.isEmpty();
    }

    /// For a person to read.
    public String summary() {
        String places =
                censuses.stream()
                        .map(
                                count ->
                                        "  %-28s %6d objects %8d records, %d of them never acknowledged"
                                                .formatted(
                                                        count.place(),
                                                        count.objectCount(),
                                                        count.recordCount(),
                                                        count.unacknowledgedCount()))
                        .collect(Collectors.joining("\n"));
        return """
        seed            %d (%s store, signal %s)
        records         %d acknowledged, in %d attempts, %d s
        ended           %d times: %s
        refused         %s
        S3 faults       %s
        delivered
        %s
        violations      %d
        %s\
        """
                .formatted(
                        options.seed(),
                        options.store(),
                        options.signal(),
                        options.recordCount(),
                        attemptCount,
                        duration.toSeconds(),
                        killsByPhase.values().stream().mapToInt(Integer::intValue).sum(),
                        killsByPhase,
                        refusals,
                        faults,
                        places,
                        violations.size(),
                        Census.excerpt(violations));
    }
}
