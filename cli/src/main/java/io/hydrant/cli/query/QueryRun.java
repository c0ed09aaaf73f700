package io.hydrant.cli.query;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Execution;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Has the server run one statement, and waits for its end. When the thread is interrupted
/// meanwhile, the server is told to stop it.
public final class QueryRun {
    /// Where results go when nobody says a place.
    public static final String DEFAULT_BUCKET = "hydrant-query-results";

    private static final String DEFAULT_LOCATION = "s3://" + DEFAULT_BUCKET + "/";
    private static final Duration POLL_FIRST = Duration.ofMillis(10);
    private static final Duration POLL_MOST = Duration.ofMillis(500);

    private final Queries queries;
    private final Buckets buckets;
    private final Terminal terminal;
    private final Pauses pauses;

    public QueryRun(Queries queries, Buckets buckets, Terminal terminal, Pauses pauses) {
        this.queries = queries;
        this.buckets = buckets;
        this.terminal = terminal;
        this.pauses = pauses;
    }

    /// @return the execution, SUCCEEDED
    /// @throws CommandFailed when it did not succeed
    public Execution run(Queries.Start start) {
        String id = started(start);
        try {
            Execution execution = finished(id);
            if (!execution.state().equals("SUCCEEDED")) {
                String reason = execution.reason().isEmpty() ? "" : ": " + execution.reason();
                throw new CommandFailed(
                        "the statement "
                                + execution.state().toLowerCase(Locale.ROOT)
                                + reason
                                + " (execution "
                                + id
                                + ")");
            }
            return execution;
        } catch (CommandFailed | WireFailure e) {
            stopIfInterrupted(id);
            throw e;
        }
    }

    private String started(Queries.Start start) {
        try {
            return queries.start(start);
        } catch (WireFailure e) {
            if (start.outputLocation().isEmpty()
                    && e.getMessage().startsWith("No output location provided")) {
                return startedInDefaultBucket(start);
            }
            throw e;
        }
    }

    private String startedInDefaultBucket(Queries.Start start) {
        Queries.Start there =
                new Queries.Start(
                        start.text(),
                        start.database(),
                        start.workGroup(),
                        Optional.of(DEFAULT_LOCATION));
        try {
            return queries.start(there);
        } catch (WireFailure e) {
            if (!e.getMessage().startsWith("Unable to verify/create output bucket")) {
                throw e;
            }
            buckets.create(DEFAULT_BUCKET);
            return queries.start(there);
        }
    }

    private Execution finished(String id) {
        Duration pause = POLL_FIRST;
        Execution execution = queries.get(id);
        while (!execution.finished()) {
            tell(execution);
            pauses.pause(pause);
            pause =
                    pause.multipliedBy(2).compareTo(POLL_MOST) < 0
                            ? pause.multipliedBy(2)
                            : POLL_MOST;
            execution = queries.get(id);
        }
        wipe();
        return execution;
    }

    private void tell(Execution execution) {
        if (terminal.interactive()) {
            terminal.err()
                    .print(
                            "\r\u001b[K%s %s"
                                    .formatted(
                                            execution.state().toLowerCase(Locale.ROOT),
                                            cost(execution)));
            terminal.err().flush();
        }
    }

    private void wipe() {
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    /// Time and bytes that an execution took so far.
    public static String cost(Execution execution) {
        return "%s, %s read"
                .formatted(seconds(execution.millis()), bytes(execution.scannedBytes()));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    static String bytes(long count) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double value = count;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? count + " bytes"
                : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private void stopIfInterrupted(String id) {
        if (Thread.interrupted()) {
            try {
                wipe();
                queries.stop(id);
                terminal.err().println("hydrant: cancelled execution " + id);
            } catch (WireFailure e) {
                terminal.err()
                        .println(
                                "hydrant: execution %s could not be cancelled: %s"
                                        .formatted(id, e.getMessage()));
            } finally {
                terminal.err().flush();
                Thread.currentThread().interrupt();
            }
        }
    }
}
