package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.process.Await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Asks for the delivery of streams at random moments, until the work is complete, so that buffers
/// are short whatever their hints.
final class Flusher implements Runnable {
    private static final int PAUSE_MILLIS_MAX = 900;

    private final Administration administration;
    private final List<String> streams;
    private final Workload work;
    private final SplittableRandom random;

    Flusher(URI endpoint, List<String> streams, Workload work, SplittableRandom random) {
        this.administration = new Administration(endpoint);
        this.streams = streams;
        this.work = work;
        this.random = random;
    }

    @Override
    public void run() {
        while (!work.complete() && !work.failed()) {
            Await.pause(random.nextInt(PAUSE_MILLIS_MAX));
            String stream = streams.get(random.nextInt(streams.size()));
            try {
                administration.flush(stream, Duration.ofSeconds(random.nextInt(1, 4)));
            } catch (UncheckedIOException _) {
                continue; // nobody was there
            }
        }
    }
}
