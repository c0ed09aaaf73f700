package io.hydrant.conformance.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a run of the harness of data streams is to do.
///
/// @param run what it shares with the harness of delivery streams; connections are producers
/// @param reshardCount how often shards are split, merged or scaled
public record StreamKillOptions(KillOptions run, int reshardCount) {
    static final String USAGE =
            """
            Usage: StreamKillHarness [--seed N] [--records N] [--kills N] [--reshards N]
                                     [--connections N] [--store outside|embedded]
                                     [--signal kill|term|mixed] [--folder DIR] [--keep]

            Puts numbered records into a data stream while its shards are split and merged and the
            server is killed at random moments; reads them with GetRecords, SubscribeToShard and
            two delivery streams; then compares.

            Exit codes: 0 each reader saw each acknowledged record, in order, and each was delivered
            exactly once; 1 not so; 2 wrong usage
            """;

    private static final String RESHARDS = "--reshards";

    public StreamKillOptions {
        if (reshardCount < 0) {
            throw new IllegalArgumentException(
                    "reshards must be at least 0 but was " + reshardCount);
        }
    }

    /// The full run of the documentation.
    public static StreamKillOptions full(Path folder) {
        KillOptions run =
                new KillOptions(
                        1,
                        100_000,
                        10,
                        8,
                        KillOptions.Store.OUTSIDE,
                        KillOptions.Signal.KILL,
                        folder,
                        false);
        return new StreamKillOptions(run, 10);
    }

    public StreamKillOptions sized(int records, int kills, int reshards) {
        return new StreamKillOptions(run.sized(records, kills), reshards);
    }

    public StreamKillOptions withSeed(long number) {
        return new StreamKillOptions(run.withSeed(number), reshardCount);
    }

    /// @throws IllegalArgumentException with what is wrong
    static StreamKillOptions parse(List<String> arguments, StreamKillOptions defaults) {
        List<String> rest = new ArrayList<>(arguments);
        int reshards = defaults.reshardCount;
        int at = rest.indexOf(RESHARDS);
        if (at >= 0) {
            if (at + 1 == rest.size()) {
                throw new IllegalArgumentException(RESHARDS + " needs a value");
            }
            reshards = Integer.parseInt(rest.get(at + 1));
            rest.subList(at, at + 2).clear();
        }
        return new StreamKillOptions(KillOptions.parse(rest, defaults.run), reshards);
    }
}
