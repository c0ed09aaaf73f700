package io.hydrant.server;

import io.hydrant.kernel.error.HydrantException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that holds everything a server keeps, locked for one process.
///
/// ```
/// data/
///   lock             held while a server runs; its text is the server's process id
///   control.sqlite   streams and other resources
///   secret           32 random bytes that seal what clients are given to hand back
///   log/             records of data streams, records not yet delivered, the ledgers of what is
///   buckets/         the embedded S3: objects as plain files
///   staging/         objects being rendered for stores outside, and copies of records that wait
///                    in open partitions; emptied at start
///   functions/       packages of functions and layers
///   logs/            log groups by account and region, their streams and events
///   tls/             the certificate of --tls-self-signed, for clients to trust
/// ```
///
/// A folder that is created can be read by its owner only.
public final class DataFolder implements AutoCloseable {
    /// Folders open in this process. A file lock holds against other processes only, and on POSIX
    /// closing any channel of a file gives up every lock that the process has on it.
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /// The folder cannot be used. The message is one sentence that says why.
    public static final class Unusable extends HydrantException {
        private static final long serialVersionUID = 1L;

        private Unusable(String message) {
            super(message);
        }
    }

    /// Creates the folder if it is missing, and locks it.
    ///
    /// @throws Unusable if another process has it, or it cannot be written to
    public static DataFolder open(Path root) {
        try {
            create(root);
            Path real = root.toRealPath();
            if (!OPEN_HERE.add(real)) {
                throw inUse(root, "this process");
            }
            return openLocked(root, real);
        } catch (FileAlreadyExistsException _) {
            throw new Unusable("The data folder " + root + " is not a folder.");
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    static Unusable unusable(Path root, IOException cause) {
        return new Unusable("The data folder " + root + " cannot be used: " + cause + ".");
    }

    private static DataFolder openLocked(Path root, Path real) throws IOException {
        boolean locked = false;
        try {
            FileChannel lockFile =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock(root, lockFile);
            locked = true;
            return new DataFolder(real, lockFile);
        } finally {
            if (!locked) {
                OPEN_HERE.remove(real);
            }
        }
    }

    public Path root() {
        return root;
    }

    public Path log() {
        return root.resolve("log");
    }

    /// Of records that wait in open partitions.
    public Path waiting() {
        return root.resolve("staging").resolve("waiting");
    }

    /// Of one of the stores outside.
    public Path staging(int index) {
        return root.resolve("staging").resolve(Integer.toString(index));
    }

    public Path control() {
        return root.resolve("control.sqlite");
    }

    /// Made at the first call, and the same ever after. Not synced: clients whom a power loss costs
    /// it begin anew.
    public byte[] secret() throws IOException {
        Path file = root.resolve("secret");
        if (!Files.exists(file)) {
            byte[] made = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(made);
            Path draft = root.resolve("secret.draft");
            Files.write(draft, made);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != SECRET_BYTES) {
            throw new IOException(file + " must hold " + SECRET_BYTES + " bytes; remove it");
        }
        return secret;
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path functions() {
        return root.resolve("functions");
    }

    /// Of the query engine.
    public Path query() {
        return root.resolve("query");
    }

    public Path certificate() {
        return root.resolve("tls").resolve("self-signed.pem");
    }

    /// Gives the folder back; another process may open it.
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OPEN_HERE.remove(root);
        }
    }

    private static void create(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        Files.createDirectories(root);
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void lock(Path root, FileChannel lockFile) throws IOException {
        if (lockFile.tryLock() == null) {
            ByteBuffer id = ByteBuffer.allocate(20);
            lockFile.read(id, 0);
            lockFile.close();
            String text = new String(id.array(), 0, id.position(), StandardCharsets.US_ASCII);
            throw inUse(root, text.isEmpty() ? "another process" : "process " + text);
        }
        lockFile.truncate(0);
        String id = Long.toString(ProcessHandle.current().pid());
        lockFile.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static Unusable inUse(Path root, String owner) {
        return new Unusable(
                "The data folder "
                        + root
                        + " is in use by "
                        + owner
                        + "; stop it or choose another folder with --data.");
    }
}
