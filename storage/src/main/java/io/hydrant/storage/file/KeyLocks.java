package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;

import java.util.concurrent.locks.ReentrantLock;

/// One lock per key, shared among the keys of a stripe. A thread holds one of them at most, during
/// the few file-system calls that decide what a key's object is; bytes are never written under it.
final class KeyLocks {
    private final ReentrantLock[] stripes = new ReentrantLock[256];

    KeyLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    ReentrantLock of(String bucket, String key) {
        int hash = bucket.hashCode() * 31 + key.hashCode();
        return stripes[(hash ^ hash >>> 16) & stripes.length - 1];
    }

    ReentrantLock of(ObjectAddress address) {
        return of(address.bucket(), address.key());
    }
}
