package io.hydrant.query.engine.spool;

import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A folder of copies with a limit: those that were not used for the longest time go first, those
/// that a running statement uses stay. What two statements need is made once. Safe for use by many
/// threads.
///
/// When what is in use leaves no room, the statement that needs more fails.
public final class Spool {
    private final Path folder;
    private final long bytesMax;

    /// Held to look at and change what there is; never while a copy is made, but while one is
    /// removed.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition made = lock.newCondition();

    /// Least recently used first.
    private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private long fileNumber;

    /// @param folder empty, and nobody else's
    public Spool(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    private static final class Copy {
        private final Path path;
        private boolean ready;
        private int users;
        private long bytes;

        Copy(Path path) {
            this.path = path;
        }
    }

    /// Makes a copy.
    public interface Maker {
        void writeTo(OutputStream out) throws IOException, QueryFailure;
    }

    /// Finds a copy, or makes it. It stays until [#release(String)].
    ///
    /// @param key stands for its content: another content has another key
    /// @throws QueryFailure when there is no room, or as the maker does
    public Path acquire(String key, Maker maker) throws IOException, QueryFailure {
        Optional<Copy> mine = claim(key);
        if (mine.isEmpty()) {
            return path(key);
        }
        boolean done = false;
        try (OutputStream out = new SpooledStream(this, key, mine.get().path)) {
            maker.writeTo(out);
            out.flush();
            done = true;
        } finally {
            finish(key, done);
        }
        return mine.get().path;
    }

    /// Takes what is there, waiting for whoever makes it; else returns what the caller has to make.
    private Optional<Copy> claim(String key) throws QueryFailure {
        lock.lock();
        try {
            while (true) {
                Optional<Copy> known = Optional.ofNullable(copies.get(key));
                if (known.isEmpty()) {
                    Copy copy = new Copy(folder.resolve("c" + fileNumber++));
                    copy.users = 1;
                    copies.put(key, copy);
                    return Optional.of(copy);
                }
                if (known.get().ready) {
                    known.get().users++;
                    return Optional.empty();
                }
                made.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryFailure(
                    QueryFailure.Cause.CANCELLED, "Query was cancelled while it waited", e);
        } finally {
            lock.unlock();
        }
    }

    private Path path(String key) {
        lock.lock();
        try {
            return copies.get(key).path;
        } finally {
            lock.unlock();
        }
    }

    private void finish(String key, boolean done) throws IOException {
        lock.lock();
        try {
            Copy copy = copies.get(key);
            copy.ready = done;
            if (!done) {
                drop(key, copy);
            }
            made.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets a copy go that was acquired.
    public void release(String key) {
        lock.lock();
        try {
            copies.get(key).users--;
        } finally {
            lock.unlock();
        }
    }

    /// Makes room for more bytes of a copy that is being made.
    void grow(String key, long more) throws IOException, QueryFailure {
        lock.lock();
        try {
            while (bytes + more > bytesMax) {
                Optional<Map.Entry<String, Copy>> oldest =
                        copies.entrySet().stream()
                                .filter(entry -> entry.getValue().users == 0)
                                .findFirst();
                if (oldest.isEmpty()) {
                    throw QueryFailure.user(
                            "EXCEEDED_SPOOL_LIMIT",
                            ("The files of the running queries that must be copied to be read"
                                            + " take more than %d bytes")
                                    .formatted(bytesMax));
                }
                drop(oldest.get().getKey(), oldest.get().getValue());
            }
            bytes += more;
            copies.get(key).bytes += more;
        } finally {
            lock.unlock();
        }
    }

    private void drop(String key, Copy copy) throws IOException {
        copies.remove(key);
        bytes -= copy.bytes;
        Files.deleteIfExists(copy.path);
    }

    /// Bytes of all copies.
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
