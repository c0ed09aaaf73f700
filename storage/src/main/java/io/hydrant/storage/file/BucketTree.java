package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The folders of the buckets: makes them when an object needs them, removes them when they are
/// empty, and finds the file of a key.
///
/// An object lies at its first path ([KeyNames#of]) unless a folder lies there or lay there when it
/// was written; then at its other one. A file at the first path always wins. Safe for use by many
/// threads.
final class BucketTree {
    /// Beyond this many folders the memory of what is on the disk is forgotten and made anew.
    private static final int KNOWN_FOLDERS_MAX = 20_000;

    private final StoreFolders folders;
    private final FolderSync sync;
    private final KeyLocks locks;
    private final FolderChanges changes = new FolderChanges();

    /// Folders whose own entry, and those of all above, have reached the disk.
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /// Held while a folder is made or removed, disk included: who finds a folder made by somebody
    /// else must be able to trust that it stays after a power loss.
    private final ReentrantLock shape = new ReentrantLock();

    BucketTree(StoreFolders folders, FolderSync sync, KeyLocks locks) {
        this.folders = folders;
        this.sync = sync;
        this.locks = locks;
    }

    FolderChanges changes() {
        return changes;
    }

    /// The file of a key's object, if there is one.
    Optional<FileVersion> find(ObjectAddress address) throws IOException {
        Path bucket = folders.bucket(address.bucket());
        Optional<FileVersion> first =
                FileVersion.of(StoreFolders.resolve(bucket, KeyNames.of(address.key())));
        if (first.isPresent()) {
            return first;
        }
        return FileVersion.of(StoreFolders.resolve(bucket, KeyNames.otherOf(address.key())));
    }

    /// Where the object of a key is to be written. The caller holds the key's lock.
    Path target(ObjectAddress address) {
        Path bucket = folders.bucket(address.bucket());
        Path first = StoreFolders.resolve(bucket, KeyNames.of(address.key()));
        if (isFile(first)) {
            return first;
        }
        Path other = StoreFolders.resolve(bucket, KeyNames.otherOf(address.key()));
        return isFolder(first) || isFile(other) ? other : first;
    }

    /// Makes the folders of a key. When it returns they are on the disk.
    ///
    /// @param trusting whether folders known from before need not be looked at; false after one of
    ///   them turned out to be gone
    void makeFolders(ObjectAddress address, boolean trusting) throws IOException {
        Path bucket = folders.bucket(address.bucket());
        List<String> names = KeyNames.otherOf(address.key());
        Path last = StoreFolders.resolve(bucket, names.subList(0, names.size() - 1));
        if (trusting && known.contains(last)) {
            return;
        }
        shape.lock();
        try {
            requireBucket(address.bucket());
            if (known.size() > KNOWN_FOLDERS_MAX) {
                known.clear();
            }
            Path folder = bucket;
            for (String name : names.subList(0, names.size() - 1)) {
                Path child = folder.resolve(name);
                if (!isFolder(child) || !known.contains(child)) {
                    makeFolder(address, child);
                    sync.sync(folder);
                    known.add(child);
                }
                folder = child;
            }
        } finally {
            shape.unlock();
        }
    }

    /// Removes folders that became empty, from this one upwards, and brings the removal to the
    /// disk.
    void prune(String bucket, Path folder) throws IOException {
        Path top = folders.bucket(bucket);
        Path current = folder;
        shape.lock();
        try {
            while (!current.equals(top)) {
                known.remove(current);
                if (!removeIfEmpty(current)) {
                    break;
                }
                current = current.getParent();
                changes.changed(current);
            }
        } finally {
            shape.unlock();
        }
        sync.sync(current);
    }

    void requireBucket(String bucket) {
        if (!isFolder(folders.bucket(bucket))) {
            throw new ObjectStoreException(
                    "NoSuchBucket", "The specified bucket does not exist: " + bucket);
        }
    }

    /// Forgets what is known of a bucket that is being removed.
    void forget(String bucket) {
        Path top = folders.bucket(bucket);
        known.removeIf(path -> path.startsWith(top));
    }

    private void makeFolder(ObjectAddress address, Path child) throws IOException {
        while (!isFolder(child)) {
            try {
                Files.createDirectory(child);
                changes.changed(child.getParent());
            } catch (FileAlreadyExistsException e) {
                moveObjectAside(address, child);
            }
        }
    }

    /// The object whose name a folder needs moves to its other name; readers find it at one of
    /// both.
    private void moveObjectAside(ObjectAddress address, Path child) throws IOException {
        String key = keyOf(address, child);
        ReentrantLock lock = locks.of(address.bucket(), key);
        lock.lock();
        try {
            if (isFolder(child)) {
                return;
            }
            if (!isFile(child)) {
                throw new IOException(child + " is neither a file nor a folder");
            }
            Path other =
                    StoreFolders.resolve(folders.bucket(address.bucket()), KeyNames.otherOf(key));
            Files.createDirectories(other.getParent());
            Files.move(child, other, StandardCopyOption.ATOMIC_MOVE);
            Files.createDirectory(child);
            changes.changed(child.getParent());
            changes.changed(other.getParent());
            sync.sync(other.getParent());
        } catch (NoSuchFileException _) {
            // It was deleted meanwhile, so its name is free.
            return;
        } finally {
            lock.unlock();
        }
    }

    /// The part of the key whose own first path is this folder.
    private String keyOf(ObjectAddress address, Path child) {
        Path bucket = folders.bucket(address.bucket());
        String key = address.key();
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            String shorter = key.substring(0, slash);
            if (StoreFolders.resolve(bucket, KeyNames.of(shorter)).equals(child)) {
                return shorter;
            }
        }
        throw new IllegalStateException("no key of " + address + " lies at " + child);
    }

    private static boolean removeIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
