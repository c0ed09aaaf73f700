package io.hydrant.cli.tail.file;

import io.hydrant.cli.tail.checkpoint.FileCheckpoint;
import io.hydrant.cli.tail.checkpoint.FilePosition;
import io.hydrant.cli.tail.checkpoint.Fingerprint;
import io.hydrant.cli.tail.record.FileEnd;
import io.hydrant.cli.tail.record.LastLine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/// A file that is followed, under whatever name, and how far it was read. For one thread.
public final class TrackedFile {
    private static final int BEGINNING_BYTES = 1024;
    private static final int BEFORE_BYTES = 256;

    private final long number;
    private String key;
    private Path path;
    private Instant modified;
    private Instant heardOfAt;
    private FilePosition position;
    private long sizeBytes;
    private Instant grewAt;
    private boolean present = true;

    /// Known from an earlier run alone.
    private boolean unseen;

    private FileEnd certainty = FileEnd.OPEN;

    /// Up to here, and with this certainty, there was no further record.
    private long triedSizeBytes = -1;

    private FileEnd triedCertainty = FileEnd.OPEN;
    private boolean failed;
    private int headerLinesLeft;
    private FileChannel channel;

    TrackedFile(long number, ListedFile listed, int headerLines, Instant now) {
        this.number = number;
        this.position = FilePosition.START;
        this.headerLinesLeft = headerLines;
        this.grewAt = now;
        this.heardOfAt = now;
        show(listed);
        this.sizeBytes = listed.sizeBytes();
    }

    /// A file of an earlier run, until it is seen again.
    TrackedFile(FileCheckpoint checkpoint, int headerLines, Instant now) {
        this.number = checkpoint.number();
        this.key = checkpoint.key();
        this.path = checkpoint.path();
        this.position = checkpoint.position();
        this.modified = checkpoint.at();
        this.heardOfAt = checkpoint.at();
        this.sizeBytes = checkpoint.position().offset();
        this.grewAt = now;
        this.present = false;
        this.unseen = true;
        this.headerLinesLeft = checkpoint.position().offset() == 0 ? headerLines : 0;
    }

    /// Tells the file apart from all others of its flow, before and after.
    public long number() {
        return number;
    }

    public String key() {
        return key;
    }

    public Path path() {
        return path;
    }

    public long readOffset() {
        return position.offset();
    }

    /// How far it was read, with what proves that it is the same file.
    public FilePosition position() {
        return position;
    }

    public FileEnd certainty() {
        return certainty;
    }

    /// Whether the next line is no record.
    public boolean inHeader() {
        return headerLinesLeft > 0;
    }

    public FileChannel channel() throws IOException {
        if (channel == null) {
            channel = open();
        }
        return channel;
    }

    /// A line of the header ends there.
    public void skipHeaderLine(long offset) {
        headerLinesLeft--;
        readTo(offset);
    }

    /// Leaves out what is there, up to the end of the last complete line.
    void skipToLastLine() throws IOException {
        long end = LastLine.end(channel(), headerLinesLeft);
        if (end > 0) {
            headerLinesLeft = 0;
            readTo(end);
            fingerprint();
        }
        release();
    }

    /// Reading failed; it is tried again after the next look at the folder.
    public void readingFailed() {
        failed = true;
        release();
    }

    /// What comes before the offset was taken.
    public void readTo(long offset) {
        position =
                new FilePosition(offset, position.ended(), position.beginning(), position.before());
        sizeBytes = Math.max(sizeBytes, offset);
    }

    /// Nothing after what was taken counts any more.
    public void end() {
        position =
                new FilePosition(position.offset(), true, position.beginning(), position.before());
        release();
    }

    /// There is no further record up to where the file ends now.
    public void exhausted(long endOffset, Instant now) {
        if (endOffset > sizeBytes && certainty != FileEnd.FINAL) {
            sizeBytes = endOffset;
            grewAt = now;
            certainty = FileEnd.OPEN;
        }
        triedSizeBytes = sizeBytes;
        triedCertainty = certainty;
    }

    /// Takes in the bytes that prove later that this is the same file.
    public void fingerprint() throws IOException {
        if (position.ended() || channel == null) {
            return;
        }
        long offset = position.offset();
        int beginning = (int) Math.min(BEGINNING_BYTES, offset);
        int before = (int) Math.min(BEFORE_BYTES, offset);
        boolean complete = position.beginning().lengthBytes() == beginning;
        position =
                new FilePosition(
                        offset,
                        false,
                        complete ? position.beginning() : Fingerprint.of(channel, 0, beginning),
                        Fingerprint.of(channel, offset - before, before));
    }

    boolean present() {
        return present;
    }

    Instant modified() {
        return modified;
    }

    Instant heardOfAt() {
        return heardOfAt;
    }

    Instant grewAt() {
        return grewAt;
    }

    boolean opened() {
        return channel != null;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    long unreadBytes() {
        return position.ended() ? 0 : Math.max(0, sizeBytes - position.offset());
    }

    boolean worthReading() {
        boolean tried = triedSizeBytes == sizeBytes && triedCertainty.compareTo(certainty) >= 0;
        return unreadBytes() > 0 && !tried && !failed && (present || channel != null);
    }

    /// Whether bytes may be left that nobody can read here any more.
    boolean unfinished() {
        return !position.ended() && channel == null && (unseen || unreadBytes() > 0);
    }

    /// Whether this listed file can be this one, only longer. One that cannot be read just now is
    /// taken for it.
    boolean isStill(ListedFile listed) {
        boolean untouched =
                present && listed.sizeBytes() == sizeBytes && listed.modified().equals(modified);
        try {
            return untouched || holdsWhatWasRead(listed);
        } catch (IOException _) {
            return true;
        }
    }

    /// Whether the listed file begins with all that was read of this one.
    boolean continuedBy(ListedFile listed) {
        try {
            return holdsWhatWasRead(listed);
        } catch (IOException _) {
            return false;
        }
    }

    /// The file's first bytes, as many as there are in one of that size.
    static Fingerprint beginning(Path path, long sizeBytes) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return Fingerprint.of(file, 0, (int) Math.min(BEGINNING_BYTES, sizeBytes));
        }
    }

    /// Whether a file with these first bytes, that is no larger, may be a copy of this one.
    boolean beginsLike(Fingerprint other) throws IOException {
        return position.beginning().lengthBytes() == other.lengthBytes()
                ? position.beginning().equals(other)
                : beginning(path, other.lengthBytes()).equals(other);
    }

    private boolean holdsWhatWasRead(ListedFile listed) throws IOException {
        if (listed.sizeBytes() < position.offset()) {
            return false;
        }
        if (position.beginning().lengthBytes() == 0) {
            return true;
        }
        try (FileChannel file = FileChannel.open(listed.path(), StandardOpenOption.READ)) {
            return position.beginning().matches(file) && position.before().matches(file);
        }
    }

    void seen(ListedFile listed, Instant now) {
        failed = false;
        heardOfAt = now;
        if (listed.sizeBytes() == sizeBytes && present) {
            certainty = FileEnd.AT_REST;
        } else {
            certainty = FileEnd.OPEN;
            grewAt = now;
        }
        sizeBytes = Math.max(listed.sizeBytes(), position.offset());
        show(listed);
    }

    /// The content goes on in another file, as after `cp` and truncation.
    void moveTo(ListedFile listed, Instant now) {
        release();
        key = listed.key();
        present = false;
        seen(listed, now);
    }

    /// No file of the folder is this one any more; what is open can still be read.
    void disappeared(Instant now) throws IOException {
        if (channel != null && channel.size() > sizeBytes) {
            sizeBytes = channel.size();
            grewAt = now;
            certainty = FileEnd.OPEN;
        }
        present = false;
    }

    /// Nobody will write any more.
    void makeFinal() {
        certainty = FileEnd.FINAL;
    }

    /// Lets go of the open file; it is opened again when it is needed.
    public void release() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            channel = null;
        }
    }

    private void show(ListedFile listed) {
        key = listed.key();
        path = listed.path();
        modified = listed.modified();
        present = true;
        unseen = false;
    }

    /// Between the listing and now the path may have got another file.
    private FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
        String found =
                ListedFile.of(path, Files.readAttributes(path, BasicFileAttributes.class)).key();
        if (!found.equals(key)) {
            opened.close();
            throw new IOException(path + " was rotated just now");
        }
        return opened;
    }

    @Override
    public String toString() {
        return path + "@" + position.offset();
    }
}
