package io.hydrant.cli.tail.file;

import io.hydrant.cli.tail.checkpoint.FileCheckpoint;
import io.hydrant.cli.tail.checkpoint.Fingerprint;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Which files a flow has, how far each was read, and which is read next.
///
/// A listed file is one that is known if it has the same inode and still holds the bytes that were
/// read. If a known file was truncated, or has gone unfinished, a new file that holds those bytes
/// takes its place: the copy of `copytruncate`. While such a copy may be in the making, a new file
/// that begins like a known one is held back for a while. Everything else that is new is read from
/// its start.
///
/// For one thread.
public final class FileTracker {
    private static final int GONE_FILES_MAX = 1_000;

    private final FilePattern pattern;
    private final Following following;
    private final Consumer<String> notes;
    private final Map<Long, TrackedFile> files = new LinkedHashMap<>();
    private final Map<String, Instant> heldSince = new HashMap<>();
    private final List<Long> replacedNumbers = new ArrayList<>();
    private long nextNumber = 1;
    private boolean begun;

    /// @param notes takes what a person should know, such as that a file was lost
    public FileTracker(FilePattern pattern, Following following, Consumer<String> notes) {
        this.pattern = pattern;
        this.following = following;
        this.notes = notes;
    }

    /// Takes over where an earlier run stopped.
    public void restore(Collection<FileCheckpoint> checkpoints, Instant now) {
        begun = true;
        for (FileCheckpoint checkpoint : checkpoints) {
            files.put(
                    checkpoint.number(),
                    new TrackedFile(checkpoint, following.skipHeaderLines(), now));
            nextNumber = Math.max(nextNumber, checkpoint.number() + 1);
        }
    }

    /// Looks at the folder.
    ///
    /// @return files that were not known before
    public List<TrackedFile> refresh(Instant now) throws IOException {
        List<ListedFile> listing = pattern.list();
        Set<TrackedFile> displaced = new HashSet<>(files.values());
        List<ListedFile> unknown = new ArrayList<>();
        Map<String, List<TrackedFile>> byKey =
                files.values().stream().collect(Collectors.groupingBy(TrackedFile::key));
        for (ListedFile listed : listing) {
            Optional<TrackedFile> known = same(byKey.getOrDefault(listed.key(), List.of()), listed);
            if (known.isPresent()) {
                known.get().seen(listed, now);
                displaced.remove(known.get());
            } else {
                unknown.add(listed);
            }
        }
        Set<String> keys = listing.stream().map(ListedFile::key).collect(Collectors.toSet());
        heldSince.keySet().retainAll(keys);
        List<TrackedFile> added = new ArrayList<>();
        for (ListedFile listed : unknown) {
            identify(listed, displaced, keys, now).ifPresent(added::add);
        }
        if (!begun && !following.fromStart()) {
            skipWhatIsThere(added);
        }
        for (TrackedFile file : displaced) {
            displace(file, keys.contains(file.key()), now);
        }
        settle(now);
        begun = true;
        return added;
    }

    /// The file that was modified longest ago and has something unread.
    public Optional<TrackedFile> next() {
        return files.values().stream()
                .filter(TrackedFile::worthReading)
                .min(
                        Comparator.comparing(TrackedFile::modified)
                                .thenComparing(TrackedFile::number));
    }

    public long unreadBytes() {
        return files.values().stream().mapToLong(TrackedFile::unreadBytes).sum();
    }

    /// How many files are there now.
    public int fileCount() {
        return (int) files.values().stream().filter(TrackedFile::present).count();
    }

    /// Those whose content was replaced, and those that left the folder long ago; none while the
    /// whole folder is away.
    ///
    /// @param before when they were last heard of at the latest
    public List<Long> forget(Instant before) {
        List<Long> forgotten = new ArrayList<>(replacedNumbers);
        replacedNumbers.clear();
        if (fileCount() == 0) {
            return forgotten;
        }
        List<TrackedFile> gone =
                files.values().stream()
                        .filter(file -> !file.present() && !file.opened())
                        .sorted(Comparator.comparing(TrackedFile::heardOfAt))
                        .toList();
        int tooMany = Math.max(0, gone.size() - GONE_FILES_MAX);
        for (int i = 0; i < gone.size(); i++) {
            if (i < tooMany || gone.get(i).heardOfAt().isBefore(before)) {
                files.remove(gone.get(i).number());
                forgotten.add(gone.get(i).number());
            }
        }
        return forgotten;
    }

    public void close() {
        files.values().forEach(TrackedFile::release);
    }

    private static Optional<TrackedFile> same(List<TrackedFile> candidates, ListedFile listed) {
        Optional<TrackedFile> best = Optional.empty();
        for (TrackedFile candidate : candidates) {
            boolean further = best.isEmpty() || candidate.readOffset() >= best.get().readOffset();
            if (further && candidate.isStill(listed)) {
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /// @return the file if it is a new one, to be remembered
    private Optional<TrackedFile> identify(
            ListedFile listed, Set<TrackedFile> displaced, Set<String> keys, Instant now) {
        Optional<TrackedFile> original = original(listed, displaced, keys);
        if (original.isPresent()) {
            original.get().moveTo(listed, now);
            displaced.remove(original.get());
            heldSince.remove(listed.key());
            return Optional.empty();
        }
        if (begun && !following.once() && mayBeCopy(listed, displaced)) {
            Instant since = heldSince.computeIfAbsent(listed.key(), _ -> now);
            if (now.isBefore(since.plus(following.refreshMax()))) {
                return Optional.empty();
            }
        }
        heldSince.remove(listed.key());
        TrackedFile file = new TrackedFile(nextNumber++, listed, following.skipHeaderLines(), now);
        files.put(file.number(), file);
        return Optional.of(file);
    }

    private void skipWhatIsThere(List<TrackedFile> added) {
        for (TrackedFile file : added) {
            try {
                file.skipToLastLine();
            } catch (IOException e) {
                notes.accept(file.path() + " cannot be read (" + e + "); it will be sent whole");
            }
        }
    }

    /// The file whose content went on in this one: it was truncated, or left the folder unfinished.
    private static Optional<TrackedFile> original(
            ListedFile listed, Set<TrackedFile> displaced, Set<String> keys) {
        Optional<TrackedFile> best = Optional.empty();
        for (TrackedFile file : displaced) {
            boolean truncated = keys.contains(file.key());
            boolean longer = file.unfinished() && listed.sizeBytes() > file.readOffset();
            boolean further = best.isEmpty() || file.readOffset() > best.get().readOffset();
            boolean possible = file.readOffset() > 0 && further && (truncated || longer);
            if (possible && file.continuedBy(listed)) {
                best = Optional.of(file);
            }
        }
        return best;
    }

    private boolean mayBeCopy(ListedFile listed, Set<TrackedFile> displaced) {
        List<TrackedFile> larger =
                files.values().stream()
                        .filter(TrackedFile::present)
                        .filter(file -> listed.sizeBytes() <= file.sizeBytes())
                        .filter(file -> !displaced.contains(file))
                        .toList();
        if (listed.sizeBytes() == 0 || larger.isEmpty()) {
            return false;
        }
        try {
            Fingerprint beginning = TrackedFile.beginning(listed.path(), listed.sizeBytes());
            for (TrackedFile file : larger) {
                if (file.beginsLike(beginning)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            // One of them is being moved; the next look will tell.
            return true;
        }
    }

    /// @param replaced whether its inode is there, with another content
    private void displace(TrackedFile file, boolean replaced, Instant now) throws IOException {
        long unreadBytes = file.unreadBytes();
        if (replaced) {
            file.release();
            files.remove(file.number());
            replacedNumbers.add(file.number());
            if (unreadBytes > 0) {
                notes.accept(
                        file.path()
                                + " was truncated; its last "
                                + unreadBytes
                                + " bytes are lost");
            }
            return;
        }
        boolean wasPresent = file.present();
        file.disappeared(now);
        if (file.opened() && file.unreadBytes() == 0) {
            file.release();
        }
        if (wasPresent && unreadBytes > 0 && !file.opened()) {
            notes.accept(
                    file.path() + " has gone; its last " + unreadBytes + " bytes were not read");
        }
    }

    /// Decides which files nobody will write to any more, and lets go of those that are done.
    private void settle(Instant now) {
        Optional<TrackedFile> newest =
                files.values().stream()
                        .filter(TrackedFile::present)
                        .max(
                                Comparator.comparing(TrackedFile::modified)
                                        .thenComparing(TrackedFile::number));
        for (TrackedFile file : files.values()) {
            boolean rotated = newest.isEmpty() || newest.get() != file;
            boolean quiet = !now.isBefore(file.grewAt().plus(following.quietTime()));
            if (following.once() || rotated && quiet) {
                file.makeFinal();
            }
            if (rotated && file.unreadBytes() == 0) {
                file.release();
            }
        }
    }
}
