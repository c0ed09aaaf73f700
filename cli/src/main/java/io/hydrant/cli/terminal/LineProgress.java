package io.hydrant.cli.terminal;

import java.io.PrintWriter;

/// One line per quarter of the work: enough for a log, and no line is ever drawn over.
final class LineProgress implements Progress {
    private static final int STEPS = 4;

    private final PrintWriter err;
    private final String task;
    private final long total;
    private long stepsShown;

    LineProgress(PrintWriter err, String task, long total) {
        this.err = err;
        this.task = task.strip(); // blanks are for bars that stand below each other
        this.total = total;
    }

    @Override
    public void reach(long done) {
        long steps = total == 0 ? STEPS : Math.min(STEPS, done * STEPS / total);
        if (steps > stepsShown) {
            stepsShown = steps;
            err.println(task + ": " + done + " of " + total);
            err.flush();
        }
    }

    @Override
    public void close() {
        err.flush();
    }
}
