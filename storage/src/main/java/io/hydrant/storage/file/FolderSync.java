package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;

/// Brings the entries of folders to the disk: a file's name can be lost with the power although its
/// bytes were not.
///
/// Callers that come while a folder is being brought to the disk share the next round: one `fsync`
/// serves all of them. Safe for use by many threads; the lock of a round is never held during I/O.
final class FolderSync {
    private final ConcurrentHashMap<Path, Rounds> folders = new ConcurrentHashMap<>();

    /// The rounds of one folder. A round serves those who asked before it began.
    private static final class Rounds {
        private long begun;
        private long finished;
        private boolean running;
        private int waiting;
    }

    /// Returns when every change of this folder made before the call has reached the disk. A folder
    /// that is gone needs nothing.
    void sync(Path folder) throws IOException {
        Rounds rounds = folders.compute(folder, (_, known) -> enter(known));
        try {
            long needed = ask(rounds);
            while (lead(rounds, needed)) {
                boolean done = false;
                try {
                    force(folder);
                    done = true;
                } finally {
                    finish(rounds, done);
                }
            }
        } finally {
            folders.compute(folder, (_, known) -> leave(known));
        }
    }

    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // Whoever removed it brings the parent's entry to the disk.
            return;
        }
    }

    private static Rounds enter(Rounds known) {
        Rounds rounds = known == null ? new Rounds() : known;
        rounds.waiting++;
        return rounds;
    }

    private static Rounds leave(Rounds rounds) {
        rounds.waiting--;
        return rounds.waiting == 0 ? null : rounds;
    }

    private static long ask(Rounds rounds) {
        synchronized (rounds) {
            return rounds.begun + 1;
        }
    }

    /// Waits until the round is over, or takes it.
    private static boolean lead(Rounds rounds, long needed) {
        boolean interrupted = false;
        synchronized (rounds) {
            while (rounds.running && rounds.finished < needed) {
                try {
                    rounds.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            boolean leads = rounds.finished < needed;
            if (leads) {
                rounds.running = true;
                rounds.begun++;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return leads;
        }
    }

    private static void finish(Rounds rounds, boolean done) {
        synchronized (rounds) {
            rounds.running = false;
            if (done) {
                rounds.finished = rounds.begun;
            }
            rounds.notifyAll();
        }
    }
}
