package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.segmented.SegmentedPartition.State;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Begins, recovers and removes one partition's segment files. For the committer.
final class SegmentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);

    /// As large as the next one, before a segment is full.
    private static final int FRAMES_PER_SEGMENT = 32;

    private final LogFiles files;
    private final PartitionFolders folders;
    private final PartitionName name;
    private final Path folder;
    private final Place place;

    SegmentStore(LogFiles files, PartitionFolders folders, PartitionName name, Place place) {
        this.files = files;
        this.folders = folders;
        this.name = name;
        this.folder = place.folder();
        this.place = place;
    }

    /// How big a segment may get that small frames are in.
    long segmentBytes() {
        return place.segmentBytes();
    }

    /// How big a segment may get that takes such a frame. A new segment costs several syncs: large
    /// frames, which fill it soon, share one for longer.
    long segmentBytesFor(long frameBytes) {
        return Math.clamp(
                FRAMES_PER_SEGMENT * frameBytes, place.segmentBytes(), place.segmentBytesMax());
    }

    long bytesOnDisk() throws IOException {
        return folders.segmentBytes(folder);
    }

    /// What of the partition is on disk; a new partition is created.
    State recover() throws IOException {
        folders.create(folder);
        folders.removeUnfinished(folder);
        List<LogFiles.Entry> entries = folders.segments(folder);
        if (entries.isEmpty()) {
            return new State(List.of(begin(PartitionEnd.START)), PartitionEnd.START);
        }
        List<Segment> segments = new ArrayList<>();
        for (LogFiles.Entry entry : entries) {
            segments.add(load(folder.resolve(entry.name()), entry.bytes()));
        }
        // a process that was killed may have left names and bytes that never reached the disk
        files.syncDirectory(folder);
        return new State(List.copyOf(segments), recoverLast(segments.getLast()));
    }

    private Segment load(Path path, long bytes) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(SegmentHeader.BYTES_MAX);
        try (LogFile file = files.open(path, LogFiles.Access.READ)) {
            while (start.hasRemaining() && file.read(start, start.position()) > 0) {}
        }
        start.flip();
        SegmentHeader header =
                SegmentHeader.decode(start)
                        .orElseThrow(
                                () ->
                                        new LogFailed(
                                                "the header of a segment of partition "
                                                        + name
                                                        + " is damaged: "
                                                        + path));
        boolean named = path.equals(PartitionFolders.segment(folder, header.baseOffset()));
        if (!header.partition().equals(name) || !named) {
            throw new LogFailed(
                    "segment "
                            + path
                            + " is not partition "
                            + name
                            + "'s but was written as frame "
                            + header.baseOffset()
                            + " of "
                            + header.partition());
        }
        return new Segment(path, header, bytes, place.segmentBytes());
    }

    private PartitionEnd recoverLast(Segment last) throws IOException {
        long fileBytes = last.durableBytes();
        SegmentRecovery.Found found = SegmentRecovery.find(files, last, fileBytes);
        try (LogFile file = files.open(last.path(), LogFiles.Access.WRITE)) {
            if (found.bytes() < fileBytes) {
                LOG.info(
                        "partition {}: cut {} bytes of unfinished appends behind frame {}",
                        name,
                        fileBytes - found.bytes(),
                        found.end().offset());
                file.truncate(found.bytes());
            }
            file.force(true);
        }
        last.publish(found.bytes());
        return found.end();
    }

    /// Creates the segment that follows an end. It gets its name once it is complete, and replaces
    /// a segment of the same name, in which then nothing was durable.
    Segment begin(PartitionEnd end) throws IOException {
        SegmentHeader header =
                new SegmentHeader(
                        name,
                        ThreadLocalRandom.current().nextLong(),
                        end.offset(),
                        end.records(),
                        end.payloadBytes(),
                        end.arrivalMillis());
        Path path = PartitionFolders.segment(folder, end.offset());
        Path unfinished = PartitionFolders.unfinished(path);
        try (LogFile file = files.open(unfinished, LogFiles.Access.CREATE)) {
            file.truncate(0);
            GatheringWriter.writeAll(file, header.encode(), 0);
            file.force(true);
        }
        files.rename(unfinished, path);
        files.syncDirectory(folder);
        return new Segment(path, header, header.bytes(), place.segmentBytes());
    }

    LogFile openToWrite(Segment segment) throws IOException {
        return files.open(segment.path(), LogFiles.Access.WRITE);
    }

    /// Removes a segment. The name is gone for good before the next is removed, so that a crash
    /// cannot leave a gap.
    void remove(Segment segment) throws IOException {
        files.delete(segment.path());
        files.syncDirectory(folder);
    }

    /// Where the files lie, and how big they may get.
    ///
    /// @param segmentBytesMax with large frames
    record Place(Path folder, long segmentBytes, long segmentBytesMax) {}
}
