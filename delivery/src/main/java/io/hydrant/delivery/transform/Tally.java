package io.hydrant.delivery.transform;

import io.hydrant.delivery.transform.TransformedBatch.Counts;

/// Counts what became of a batch's records. For one thread.
final class Tally {
    private long ok;
    private long okBytes;
    private long dropped;
    private long failed;
    private int attempts;

    void attempt() {
        attempts++;
    }

    void ok(int bytes) {
        ok++;
        okBytes += bytes;
    }

    void dropped() {
        dropped++;
    }

    void failed() {
        failed++;
    }

    Counts counts() {
        return new Counts(ok, okBytes, dropped, failed, attempts);
    }
}
