package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The objects of all buckets. Safe for use by many threads.
///
/// Every change of an object is one rename or one removal under the key's lock; the disk is waited
/// for outside of it. Throws [ObjectStoreException] for what a client did, IOException when the
/// disk failed.
public final class ObjectFiles {
    /// How often a write is begun anew because folders came or went under it.
    private static final int ATTEMPTS_MAX = 20;

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final BucketTree tree;
    private final Sidecars sidecars;
    private final DurableFiles files;
    private final FolderSync sync;
    private final KeyLocks locks;
    private final Stamps stamps;

    ObjectFiles(StoreFolders folders, DurableFiles files, FolderSync sync, Stamps stamps) {
        this.locks = new KeyLocks();
        this.tree = new BucketTree(folders, sync, locks);
        this.sidecars = new Sidecars(folders, files);
        this.files = files;
        this.sync = sync;
        this.stamps = stamps;
    }

    BucketTree tree() {
        return tree;
    }

    /// Begins to write.
    ///
    /// @throws ObjectStoreException `NoSuchBucket`
    public ObjectDraft draft(String bucket) throws IOException {
        tree.requireBucket(bucket);
        return ObjectDraft.create(files.newTemporary());
    }

    /// Makes a draft the object of a key. When this returns it survives power loss.
    ///
    /// @param metadata an empty ETag leaves it to the store to make one
    public FileObject commit(
            ObjectAddress address,
            ObjectMetadata metadata,
            ObjectDraft draft,
            WriteCondition condition)
            throws IOException {
        FileVersion written = draft.finish(stamps.next());
        ObjectMetadata kept = complete(metadata, written);
        boolean hasSidecar = !Sidecars.needNoFile(metadata);
        if (hasSidecar) {
            sidecars.write(address, written, kept);
        }
        try {
            Path target = move(address, draft.path(), condition);
            sync.sync(target.getParent());
        } catch (IOException | RuntimeException e) {
            if (hasSidecar && !isCurrent(address, written)) {
                sidecars.remove(address, written);
            }
            throw e;
        }
        return new FileObject(address, written.bytes(), written.modified(), kept);
    }

    public Optional<FileObject> find(ObjectAddress address) throws IOException {
        Optional<FileVersion> version = tree.find(address);
        if (version.isEmpty()) {
            tree.requireBucket(address.bucket());
            return Optional.empty();
        }
        return describe(address, version.get());
    }

    /// @throws ObjectStoreException `NoSuchKey`, `NoSuchBucket`
    public FileObject require(ObjectAddress address) throws IOException {
        return find(address).orElseThrow(() -> notThere(address));
    }

    /// @throws ObjectStoreException `NoSuchBucket`
    public void requireBucket(String bucket) {
        tree.requireBucket(bucket);
    }

    /// The object whose file this is, or the one that took its place; empty when it is gone.
    Optional<FileObject> describe(ObjectAddress address, FileVersion version) throws IOException {
        Optional<FileVersion> current = Optional.of(version);
        while (current.isPresent()) {
            FileVersion looked = current.get();
            ObjectMetadata metadata = sidecars.read(address, looked);
            Optional<FileVersion> again = tree.find(address);
            if (again.isPresent() && again.get().sameContent(looked)) {
                return Optional.of(
                        new FileObject(address, looked.bytes(), looked.modified(), metadata));
            }
            current = again;
        }
        return Optional.empty();
    }

    /// @throws ObjectStoreException `NoSuchKey`, `NoSuchBucket`
    public OpenObject open(ObjectAddress address) throws IOException {
        while (true) {
            FileVersion version = tree.find(address).orElseThrow(() -> notThere(address));
            Optional<FileChannel> opened = tryOpen(version.path());
            if (opened.isEmpty()) {
                continue;
            }
            FileChannel channel = opened.get();
            boolean kept = false;
            try {
                Optional<FileObject> object = describe(address, version);
                boolean same =
                        object.isPresent()
                                && object.get().lastModified().equals(version.modified())
                                && channel.size() == version.bytes();
                if (same) {
                    kept = true;
                    return new OpenObject(object.get(), channel);
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    /// Gives an object's present content a second name.
    ///
    /// @throws ObjectStoreException `NoSuchKey`, `NoSuchBucket`
    void link(ObjectAddress address, Path link) throws IOException {
        while (true) {
            FileVersion version = tree.find(address).orElseThrow(() -> notThere(address));
            try {
                Files.createLink(link, version.path());
                return;
            } catch (NoSuchFileException e) {
                if (BucketTree.isFile(version.path())) {
                    throw e;
                }
                // It was replaced or removed meanwhile: looked for again.
            }
        }
    }

    /// Removes an object; nothing happens when it is not there.
    public void delete(ObjectAddress address, WriteCondition condition) throws IOException {
        Optional<FileVersion> removed;
        // Until its sidecar is gone, too, the file lies where a start finds what was cut off.
        Path aside = files.newTemporary();
        ReentrantLock lock = locks.of(address);
        lock.lock();
        try {
            removed = tree.find(address);
            if (!condition.equals(WriteCondition.NONE)) {
                condition.check(find(address));
            }
            if (removed.isPresent()) {
                // An object at its first path hides a forgotten one at its other: both go.
                moveAside(removed.get().path(), aside);
                Optional<FileVersion> hidden = tree.find(address);
                if (hidden.isPresent()) {
                    Files.deleteIfExists(hidden.get().path());
                    tree.changes().changed(hidden.get().path().getParent());
                }
                tree.changes().changed(removed.get().path().getParent());
            }
        } finally {
            lock.unlock();
        }
        if (removed.isEmpty()) {
            tree.requireBucket(address.bucket());
            return;
        }
        tree.prune(address.bucket(), removed.get().path().getParent());
        sidecars.remove(address, removed.get());
        Files.deleteIfExists(aside);
    }

    private static void moveAside(Path object, Path aside) throws IOException {
        try {
            Files.move(object, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Somebody removed it by hand: nothing is left to do.
            return;
        }
    }

    /// Changes metadata in place; the bytes, the ETag and the time stay.
    public FileObject change(ObjectAddress address, UnaryOperator<ObjectMetadata> change)
            throws IOException {
        ReentrantLock lock = locks.of(address);
        lock.lock();
        try {
            FileObject object = find(address).orElseThrow(() -> notThere(address));
            ObjectMetadata changed = change.apply(object.metadata());
            FileVersion version = tree.find(address).orElseThrow(() -> notThere(address));
            sidecars.write(address, version, changed);
            return new FileObject(address, object.bytes(), object.lastModified(), changed);
        } finally {
            lock.unlock();
        }
    }

    private Path move(ObjectAddress address, Path draft, WriteCondition condition)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            tree.requireBucket(address.bucket());
            tree.makeFolders(address, attempt == 1);
            Optional<FileVersion> replaced = Optional.empty();
            Path target;
            ReentrantLock lock = locks.of(address);
            lock.lock();
            try {
                if (!condition.equals(WriteCondition.NONE)) {
                    condition.check(find(address));
                }
                replaced = tree.find(address);
                target = tree.target(address);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
                tree.changes().changed(target.getParent());
            } catch (FileSystemException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                continue;
            } finally {
                lock.unlock();
            }
            if (replaced.isPresent()) {
                sidecars.remove(address, replaced.get());
            }
            return target;
        }
    }

    private boolean isCurrent(ObjectAddress address, FileVersion written) throws IOException {
        return tree.find(address).filter(found -> found.sameContent(written)).isPresent();
    }

    private static ObjectMetadata complete(ObjectMetadata metadata, FileVersion written) {
        return metadata.etag().isEmpty()
                ? metadata.withEtag(Sidecars.defaults(written).etag())
                : metadata;
    }

    private ObjectStoreException notThere(ObjectAddress address) {
        tree.requireBucket(address.bucket());
        return new ObjectStoreException(
                "NoSuchKey", "The specified key does not exist: " + address);
    }

    private static Optional<FileChannel> tryOpen(Path path) throws IOException {
        try {
            return Optional.of(FileChannel.open(path, READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
