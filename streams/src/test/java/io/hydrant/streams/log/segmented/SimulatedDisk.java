package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A disk in memory that can lose power, fill up, and fail to sync.
///
/// What was not synced when power goes is lost, kept, or torn between sectors of 512 bytes, as the
/// seed decides; names not synced are kept up to some point in time. A failed sync behaves like a
/// Linux one: some of the data reached the disk, the rest is called clean and will not be tried
/// again, yet reading still shows it.
final class SimulatedDisk implements LogFiles {
    private static final int SECTOR_BYTES = 512;

    private final SplittableRandom random;
    private final Directory root;
    private long capacityBytes = Long.MAX_VALUE;
    private long writeBytesMax = Long.MAX_VALUE;
    private long operationsLeft = Long.MAX_VALUE;
    private int syncsToFail;

    SimulatedDisk(long seed) {
        this(new SplittableRandom(seed), new Directory());
    }

    private SimulatedDisk(SplittableRandom random, Directory root) {
        this.random = random;
        this.root = root;
    }

    /// Power goes after so many more changes to the disk.
    synchronized void losePowerAfter(long operations) {
        operationsLeft = operations;
    }

    /// The next file syncs fail.
    synchronized void failSyncs(int count) {
        syncsToFail = count;
    }

    synchronized void resize(long bytes) {
        capacityBytes = bytes;
    }

    /// Writes take at most so many bytes at once.
    synchronized void shortenWrites(long bytesMax) {
        writeBytesMax = bytesMax;
    }

    /// The disk as it is found when power is back.
    synchronized SimulatedDisk afterPowerLoss() {
        return new SimulatedDisk(random.split(), root.afterPowerLoss(random));
    }

    /// The disk after the process alone was killed: nothing written is lost.
    synchronized SimulatedDisk afterKill() {
        return new SimulatedDisk(random.split(), root);
    }

    /// Turns one bit over in what a file holds.
    synchronized void flip(Path file, long position) throws IOException {
        Content content = content(file);
        content.now[(int) position] ^= (byte) (1 << random.nextInt(8));
        content.synced = content.now.clone();
    }

    synchronized byte[] bytes(Path file) throws IOException {
        return content(file).now.clone();
    }

    synchronized void replace(Path file, byte[] bytes) throws IOException {
        content(file).now = bytes.clone();
        content(file).synced = bytes.clone();
    }

    @Override
    public synchronized LogFile open(Path file, Access access) throws IOException {
        Directory parent = directory(file.getParent());
        String name = file.getFileName().toString();
        if (access == Access.CREATE && !parent.now.containsKey(name)) {
            change();
            parent.put(name, new Content());
        }
        return new OpenFile(content(file));
    }

    @Override
    public synchronized List<Entry> list(Path path) throws IOException {
        if (!exists(path)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        directory(path)
                .now
                .forEach(
                        (name, node) ->
                                entries.add(
                                        switch (node) {
                                            case Directory _ -> new Entry(name, true, 0);
                                            case Content file ->
                                                    new Entry(name, false, file.now.length);
                                        }));
        return entries;
    }

    @Override
    public synchronized boolean exists(Path path) {
        Node node = root;
        for (Path name : path) {
            if (!(node instanceof Directory folder) || !folder.now.containsKey(name.toString())) {
                return false;
            }
            node = folder.now.get(name.toString());
        }
        return true;
    }

    @Override
    public synchronized void createDirectory(Path path) throws IOException {
        change();
        directory(path.getParent()).put(path.getFileName().toString(), new Directory());
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        change();
        directory(from.getParent())
                .rename(from.getFileName().toString(), to.getFileName().toString());
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        if (exists(path)) {
            change();
            directory(path.getParent()).remove(path.getFileName().toString());
        }
    }

    @Override
    public synchronized void syncDirectory(Path path) throws IOException {
        change();
        directory(path).sync();
    }

    @Override
    public synchronized long usableBytes(Path directory) {
        return Math.max(0, capacityBytes - used(root));
    }

    private static long used(Node node) {
        return switch (node) {
            case Content file -> file.now.length;
            case Directory folder ->
                    folder.now.values().stream().mapToLong(SimulatedDisk::used).sum();
        };
    }

    private void change() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("power is lost");
        }
        operationsLeft--;
    }

    private Directory directory(Path path) throws IOException {
        if (node(path) instanceof Directory folder) {
            return folder;
        }
        throw new IOException("not a directory: " + path);
    }

    private Content content(Path path) throws IOException {
        if (node(path) instanceof Content file) {
            return file;
        }
        throw new IOException("not a file: " + path);
    }

    private Node node(Path path) throws IOException {
        if (!exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        Node node = root;
        for (Path name : path) {
            node = ((Directory) node).now.get(name.toString());
        }
        return node;
    }

    private sealed interface Node {}

    private interface Change {
        void apply(Map<String, Node> names);
    }

    private static final class Directory implements Node {
        private final Map<String, Node> now = new HashMap<>();
        private final Map<String, Node> synced = new HashMap<>();
        private final List<Change> unsynced = new ArrayList<>();

        void put(String name, Node node) {
            change(names -> names.put(name, node));
        }

        void remove(String name) {
            change(names -> names.remove(name));
        }

        void rename(String from, String to) {
            change(names -> names.put(to, names.remove(from)));
        }

        private void change(Change change) {
            change.apply(now);
            unsynced.add(change);
        }

        void sync() {
            unsynced.forEach(change -> change.apply(synced));
            unsynced.clear();
        }

        Directory afterPowerLoss(SplittableRandom random) {
            int kept = random.nextInt(unsynced.size() + 1);
            unsynced.subList(0, kept).forEach(change -> change.apply(synced));
            Directory after = new Directory();
            synced.forEach(
                    (name, node) ->
                            after.now.put(
                                    name,
                                    switch (node) {
                                        case Directory folder -> folder.afterPowerLoss(random);
                                        case Content file -> file.afterPowerLoss(random);
                                    }));
            after.synced.putAll(after.now);
            return after;
        }
    }

    private static final class Content implements Node {
        private byte[] now = new byte[0];
        private byte[] synced = new byte[0];
        private final List<Edit> unsynced = new ArrayList<>();

        void edit(Edit edit) {
            now = edit.all(now);
            unsynced.add(edit);
        }

        void sync() {
            unsynced.forEach(edit -> synced = edit.all(synced));
            unsynced.clear();
        }

        /// Some of what was not synced reaches the disk; nothing will try the rest again.
        void tear(SplittableRandom random) {
            unsynced.forEach(edit -> synced = edit.some(synced, random));
            unsynced.clear();
        }

        Content afterPowerLoss(SplittableRandom random) {
            tear(random);
            Content after = new Content();
            after.now = synced.clone();
            after.synced = synced.clone();
            return after;
        }
    }

    private sealed interface Edit {
        byte[] all(byte[] before);

        byte[] some(byte[] before, SplittableRandom random);
    }

    private record Truncate(int bytes) implements Edit {
        @Override
        public byte[] all(byte[] before) {
            return before.length > bytes ? Arrays.copyOf(before, bytes) : before;
        }

        @Override
        public byte[] some(byte[] before, SplittableRandom random) {
            return random.nextBoolean() ? all(before) : before;
        }
    }

    private record Write(int position, byte[] bytes) implements Edit {
        @Override
        public byte[] all(byte[] before) {
            return write(before, 0, bytes.length);
        }

        @Override
        public byte[] some(byte[] before, SplittableRandom random) {
            byte[] after = before;
            int keptInTen = random.nextInt(11);
            int from = 0;
            while (from < bytes.length) {
                int sectorEnd = ((position + from) / SECTOR_BYTES + 1) * SECTOR_BYTES - position;
                int to = Math.min(sectorEnd, bytes.length);
                if (random.nextInt(10) < keptInTen) {
                    after = write(after, from, to);
                }
                from = to;
            }
            return after;
        }

        private byte[] write(byte[] before, int from, int to) {
            byte[] after = Arrays.copyOf(before, Math.max(before.length, position + to));
            System.arraycopy(bytes, from, after, position + from, to - from);
            return after;
        }
    }

    private final class OpenFile implements LogFile {
        private final Content content;

        OpenFile(Content content) {
            this.content = content;
        }

        @Override
        public long bytes() {
            synchronized (SimulatedDisk.this) {
                return content.now.length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) {
            synchronized (SimulatedDisk.this) {
                int bytes = Math.min(target.remaining(), content.now.length - (int) position);
                if (bytes <= 0) {
                    return -1;
                }
                target.put(content.now, (int) position, bytes);
                return bytes;
            }
        }

        @Override
        public long write(ByteBuffer[] sources, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                change();
                long room = Math.min(usableBytes(Path.of("")), writeBytesMax);
                if (room == 0) {
                    throw new DiskFull("No space left on device");
                }
                long at = position;
                for (ByteBuffer source : sources) {
                    byte[] bytes =
                            new byte[(int) Math.min(source.remaining(), room - (at - position))];
                    source.get(bytes);
                    content.edit(new Write((int) at, bytes));
                    at += bytes.length;
                }
                return at - position;
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            synchronized (SimulatedDisk.this) {
                change();
                content.edit(new Truncate((int) bytes));
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            synchronized (SimulatedDisk.this) {
                change();
                if (syncsToFail > 0) {
                    syncsToFail--;
                    content.tear(random);
                    throw new IOException("Input/output error");
                }
                content.sync();
            }
        }

        @Override
        public void close() {}
    }
}
