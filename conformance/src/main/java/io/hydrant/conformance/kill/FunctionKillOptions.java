package io.hydrant.conformance.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a run of the harness of event source mappings is to do.
///
/// @param run what it shares with the other harnesses; connections are producers
/// @param functionKillCount how often a process of a function is killed
public record FunctionKillOptions(KillOptions run, int functionKillCount) {
    static final String USAGE =
            """
            Usage: FunctionKillHarness [--seed N] [--records N] [--kills N] [--function-kills N]
                                       [--connections N] [--signal kill|term|mixed]
                                       [--folder DIR] [--keep]

            Puts numbered records into a data stream while two functions get them by event source
            mappings, one that polls and one with enhanced fan-out, and while the server and the
            functions' processes are killed at random moments; then compares. Needs python3.

            Exit codes: 0 each function was done with each record, in the order of its shard, and
            never began more than one batch behind; 1 not so; 2 wrong usage
            """;

    private static final String FUNCTION_KILLS = "--function-kills";

    public FunctionKillOptions {
        if (functionKillCount < 0) {
            throw new IllegalArgumentException(
                    "function-kills must be at least 0 but was " + functionKillCount);
        }
        if (run.store() != KillOptions.Store.EMBEDDED) {
            throw new IllegalArgumentException("there is no option --store: nothing is delivered");
        }
    }

    /// The full run of the documentation.
    public static FunctionKillOptions full(Path folder) {
        KillOptions run =
                new KillOptions(
                        1,
                        50_000,
                        20,
                        4,
                        KillOptions.Store.EMBEDDED,
                        KillOptions.Signal.KILL,
                        folder,
                        false);
        return new FunctionKillOptions(run, 40);
    }

    public FunctionKillOptions sized(int records, int kills, int functionKills) {
        return new FunctionKillOptions(run.sized(records, kills), functionKills);
    }

    public FunctionKillOptions withSeed(long number) {
        return new FunctionKillOptions(run.withSeed(number), functionKillCount);
    }

    /// @throws IllegalArgumentException with what is wrong
    static FunctionKillOptions parse(List<String> arguments, FunctionKillOptions defaults) {
        List<String> rest = new ArrayList<>(arguments);
        int kills = defaults.functionKillCount;
        int at = rest.indexOf(FUNCTION_KILLS);
        if (at >= 0) {
            if (at + 1 == rest.size()) {
                throw new IllegalArgumentException(FUNCTION_KILLS + " needs a value");
            }
            kills = Integer.parseInt(rest.get(at + 1));
            rest.subList(at, at + 2).clear();
        }
        return new FunctionKillOptions(KillOptions.parse(rest, defaults.run), kills);
    }
}
