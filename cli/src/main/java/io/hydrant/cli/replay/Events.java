package io.hydrant.cli.replay;

import java.util.Optional;

/// Events, one after another. For one thread.
interface Events extends AutoCloseable {
    /// The next event; empty at the end.
    Optional<Event> next();

    /// Where the last event came from, such as `trips.csv.gz, line 12`.
    String place();

    @Override
    void close();
}
