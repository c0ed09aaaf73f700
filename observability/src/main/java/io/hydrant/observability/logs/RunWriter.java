package io.hydrant.observability.logs;

import io.hydrant.observability.logs.run.Run;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes to the runs of one stream, one after the other; keeps the file open that it wrote to last
/// unless too many are. For one thread at a time; not harmed by its interruption.
final class RunWriter {
    private final AtomicInteger openFiles;
    private Optional<Run> run = Optional.empty();
    private FileOutputStream file;
    private boolean used;

    RunWriter(AtomicInteger openFiles) {
        this.openFiles = openFiles;
    }

    /// Either all of the lines are with the operating system when this returns, or it throws.
    void write(Run target, ByteArrayOutputStream lines) throws IOException {
        if (run.filter(current -> current == target).isEmpty()) {
            close();
            file = new FileOutputStream(target.file().toFile(), true);
            openFiles.incrementAndGet();
            run = Optional.of(target);
        }
        used = true;
        try {
            lines.writeTo(file);
        } catch (IOException e) {
            close();
            throw e;
        }
        if (openFiles.get() > StoreRoom.OPEN_FILES_MAX) {
            close();
        }
    }

    /// Closes the file when nothing was written since the last call.
    void closeIfIdle() throws IOException {
        if (!used) {
            close();
        }
        used = false;
    }

    void forget(Run removed) throws IOException {
        if (run.filter(current -> current == removed).isPresent()) {
            close();
        }
    }

    void close() throws IOException {
        if (run.isPresent()) {
            run = Optional.empty();
            openFiles.decrementAndGet();
            file.close();
        }
    }
}
