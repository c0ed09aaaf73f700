package io.hydrant.functions.code;

import io.hydrant.functions.refusal.InvalidParameter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Packages by what they hold: the same bytes are kept once. Safe for use by many threads.
///
/// ```
/// folder/SHA/package.zip    as it came
/// folder/SHA/unpacked/      what functions run from
/// folder/draft-UUID/        being made; cleared at start
/// ```
///
/// A package appears whole, under its final name, when all its files are on the disk. It goes when
/// nobody has needed it for [#PATIENCE]: longer than the longest invocation, so that what still
/// runs from it has ended, and than the time between a package and the row that names it.
public final class CodeStore {
    /// Longest a function runs, and a minute.
    public static final Duration PATIENCE = Duration.ofMinutes(16);

    /// What a package and the layers with it may hold.
    public static final long UNPACKED_BYTES_MAX = PackageUnpacker.UNPACKED_BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(CodeStore.class);
    private static final String PACKAGE = "package.zip";
    private static final String UNPACKED = "unpacked";
    private static final String DRAFT = "draft-";

    /// Held while a draft gets its final name or a package goes.
    private final ReentrantLock turn = new ReentrantLock();

    /// Unpacked bytes of packages that were asked for.
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

    private final Map<String, Instant> unneededSince = new HashMap<>();
    private final Path folder;
    private final InstantSource clock;

    private CodeStore(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Clears what was being made when the process ended.
    public static CodeStore open(Path folder, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        CodeStore store = new CodeStore(folder.toRealPath(), clock);
        for (Path draft : store.children()) {
            if (draft.getFileName().toString().startsWith(DRAFT)) {
                remove(draft);
            }
        }
        return store;
    }

    /// Keeps a package and unpacks it.
    ///
    /// @throws InvalidParameter when it is no archive, a hostile one, or too large unpacked
    public StoredCode add(byte[] archive) {
        if (archive.length == 0) {
            throw new InvalidParameter("Uploaded file must be a non-empty zip");
        }
        String sha = sha(archive);
        try {
            if (known(sha)) {
                return new StoredCode(sha, archive.length, unpackedBytes(sha));
            }
            Path draft = folder.resolve(DRAFT + UUID.randomUUID());
            Files.createDirectory(draft);
            try {
                return place(sha, archive, draft);
            } finally {
                remove(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("package " + sha + " cannot be kept", e);
        }
    }

    private StoredCode place(String sha, byte[] archive, Path draft) throws IOException {
        write(draft.resolve(PACKAGE), archive);
        Path unpacked = Files.createDirectory(draft.resolve(UNPACKED));
        long bytes = new PackageUnpacker(unpacked).unpack(archive);
        syncFolders(draft);
        turn.lock();
        try {
            if (!Files.exists(folder.resolve(sha))) {
                Files.move(draft, folder.resolve(sha), StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
            }
            unneededSince.put(sha, clock.instant());
        } finally {
            turn.unlock();
        }
        sizes.put(sha, bytes);
        return new StoredCode(sha, archive.length, bytes);
    }

    private boolean known(String sha) {
        turn.lock();
        try {
            unneededSince.put(sha, clock.instant());
            return Files.exists(folder.resolve(sha));
        } finally {
            turn.unlock();
        }
    }

    /// The folder of an unpacked package.
    public Path unpacked(String sha) {
        return folder.resolve(sha).resolve(UNPACKED);
    }

    /// The file of a package as it came.
    public Path file(String sha) {
        return folder.resolve(sha).resolve(PACKAGE);
    }

    /// All files of a package together.
    public long unpackedBytes(String sha) {
        return sizes.computeIfAbsent(sha, this::countedBytes);
    }

    private long countedBytes(String sha) {
        try (Stream<Path> files = Files.walk(unpacked(sha))) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("package " + sha + " cannot be read", e);
        }
    }

    /// Removes packages that nobody has needed for a while.
    ///
    /// @param needed hashes of all packages that functions and layers have
    public void sweep(Set<String> needed) {
        Instant now = clock.instant();
        turn.lock();
        try {
            unneededSince.keySet().removeIf(sha -> needed.contains(sha));
            for (Path child : children()) {
                String sha = child.getFileName().toString();
                boolean unneeded = !sha.startsWith(DRAFT) && !needed.contains(sha);
                if (unneeded && expired(sha, now)) {
                    Path grave = folder.resolve(DRAFT + UUID.randomUUID());
                    Files.move(child, grave, StandardCopyOption.ATOMIC_MOVE);
                    unneededSince.remove(sha);
                    sizes.remove(sha);
                    remove(grave);
                }
            }
        } catch (IOException e) {
            LOG.warn("packages that nobody needs cannot be removed from {}", folder, e);
        } finally {
            turn.unlock();
        }
    }

    private boolean expired(String sha, Instant now) {
        Instant since = unneededSince.computeIfAbsent(sha, _ -> now);
        return !now.isBefore(since.plus(PATIENCE));
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    /// Names must reach the disk too, or a crash can leave a package without some of its files.
    private static void syncFolders(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.filter(Files::isDirectory).toList()) {
                sync(one);
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes known)
                            throws IOException {
                        if (at.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                            Files.setPosixFilePermissions(
                                    at, PosixFilePermissions.fromString("rwx------"));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path at, BasicFileAttributes known)
                            throws IOException {
                        Files.delete(at);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path at, IOException failure)
                            throws IOException {
                        Files.delete(at);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
