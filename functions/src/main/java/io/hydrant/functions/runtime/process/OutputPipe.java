package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What a process prints, line by line, in its order.
///
/// A named pipe, so that the server can write to it too: a mark that comes out of it proves that
/// all that was printed before has come out. One thread of its own reads; a function that prints
/// faster than lines are taken waits.
///
/// NUL characters within a line stand for line ends: so our bootstraps write one event of several
/// lines. Lines above the limit of a log event are cut into several.
final class OutputPipe implements AutoCloseable {
    /// What one event of a log may hold, less what the service adds.
    static final int LINE_BYTES_MAX = 262_118;

    private static final Logger LOG = LoggerFactory.getLogger(OutputPipe.class);
    private static final int BLOCK_BYTES = 64 << 10;

    private final RandomAccessFile pipe;
    private final Consumer<String> lines;
    private final byte[] mark = ("\0\0" + UUID.randomUUID()).getBytes(UTF_8);
    private final Semaphore marks = new Semaphore(0);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Thread reader;

    private OutputPipe(RandomAccessFile pipe, Path file, Consumer<String> lines) {
        this.pipe = pipe;
        this.lines = lines;
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("function-output " + file.getParent().getFileName())
                        .unstarted(this::readAll);
    }

    /// @param mkfifo the program that makes named pipes
    static OutputPipe create(Path mkfifo, Path file, Consumer<String> lines) throws IOException {
        List<String> command = List.of(mkfifo.toString(), "-m", "600", file.toString());
        if (Programs.output(command).isEmpty()) {
            throw new IOException("cannot make a named pipe at " + file);
        }
        // opened for both, or opening would wait for the other side
        RandomAccessFile pipe = new RandomAccessFile(file.toFile(), "rw");
        OutputPipe created = new OutputPipe(pipe, file, lines);
        try {
            created.reader.start();
            return created;
        } catch (OutOfMemoryError e) {
            pipe.close();
            throw new IOException("no thread can be started to read its output", e);
        }
    }

    /// Waits until all that was printed before this call has been taken.
    ///
    /// @return whether it was within the time
    boolean drain(Duration timeout) throws InterruptedException {
        try {
            writeMark();
        } catch (IOException e) {
            LOG.debug("Output of a function is closed: {}", e.toString());
            return false;
        }
        return marks.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Takes what is there, then ends. Nothing may print any more.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            writeMark();
            reader.join(Duration.ofSeconds(2));
        } catch (IOException e) {
            LOG.debug("Output of a function is closed: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeMark() throws IOException {
        byte[] written = Arrays.copyOf(mark, mark.length + 1);
        written[mark.length] = '\n';
        pipe.write(written);
    }

    private void readAll() {
        byte[] block = new byte[BLOCK_BYTES];
        try (pipe) {
            boolean open = true;
            while (open) {
                int read = pipe.read(block);
                open = read >= 0 && take(block, read);
            }
        } catch (IOException e) {
            LOG.warn("Output of a function is lost from here: {}", e.toString());
        }
    }

    /// @return whether more may come
    private boolean take(byte[] block, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            boolean ended = block[i] == '\n';
            if (ended || line.size() + i - start >= LINE_BYTES_MAX) {
                line.write(block, start, i - start);
                start = ended ? i + 1 : i;
                if (endLine()) {
                    marks.release();
                    if (closing.get()) {
                        return false;
                    }
                }
            }
        }
        line.write(block, start, length - start);
        return true;
    }

    /// @return whether the line ends with a mark
    private boolean endLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int before = bytes.length - mark.length;
        boolean marked =
                before >= 0 && Arrays.equals(bytes, before, bytes.length, mark, 0, mark.length);
        int length = marked ? before : bytes.length;
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        if (length > 0 || !marked) {
            give(new String(bytes, 0, length, UTF_8).replace('\0', '\n'));
        }
        return marked;
    }

    /// A line that cannot be taken is lost; were the reader to end, the function would stand still.
    private void give(String text) {
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            LOG.warn("A line of a function is lost: {}", e.toString());
        }
    }
}
