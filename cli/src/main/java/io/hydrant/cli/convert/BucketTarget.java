package io.hydrant.cli.convert;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A prefix of a bucket. A file is written here first and put when it is complete; if the run
/// fails, what was put is deleted again. Safe for any thread.
final class BucketTarget implements Target {
    private static final long OBJECT_BYTES_MAX = 5L << 30;

    private final Buckets buckets;
    private final String bucket;
    private final String prefix;
    private final Path staging;
    private final Existing existing;
    private final List<String> old = new ArrayList<>();
    private final List<String> put = new ArrayList<>();
    private boolean committed;

    /// @param prefix empty, or with a slash at its end
    /// @param staging a folder here, of its own
    record Place(String bucket, String prefix, Path staging) {}

    private BucketTarget(Buckets buckets, Place place, Existing existing) {
        this.buckets = buckets;
        this.bucket = place.bucket();
        this.prefix = place.prefix();
        this.staging = place.staging();
        this.existing = existing;
    }

    /// Looks at what is there; writes nothing yet.
    static BucketTarget open(Buckets buckets, Place place, Existing existing) {
        BucketTarget target = new BucketTarget(buckets, place, existing);
        if (existing != Existing.KEPT) {
            for (String key : keys(buckets, place)) {
                String path = key.substring(place.prefix().length());
                if (existing == Existing.REFUSED && Existing.isData(path)) {
                    throw Existing.refusal("s3://" + place.bucket() + "/" + place.prefix());
                }
                if (Existing.isOfConversion(path)) {
                    target.old.add(key);
                }
            }
        }
        return target;
    }

    private static Set<String> keys(Buckets buckets, Place place) {
        try {
            return buckets.list(place.bucket(), place.prefix()).keySet();
        } catch (WireFailure e) {
            throw new CommandFailed("bucket " + place.bucket() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public StagedFile create(String path) throws IOException {
        return LocalFile.create(
                staging.resolve(path), (file, sizeBytes) -> put(prefix + path, file, sizeBytes));
    }

    @Override
    public void commit() {
        if (existing == Existing.REPLACED) {
            old.removeAll(put);
            old.forEach(key -> buckets.delete(bucket, key));
        }
        committed = true;
    }

    @Override
    public void close() {
        // Requests would not be sent by an interrupted thread.
        boolean interrupted = Thread.interrupted();
        try {
            Folders.remove(staging);
            synchronized (put) {
                if (!committed) {
                    put.forEach(key -> buckets.delete(bucket, key));
                }
            }
        } catch (IOException e) {
            throw new CommandFailed(staging + " cannot be removed: " + e, e);
        } catch (WireFailure e) {
            throw new CommandFailed(
                    "files of this run, which failed, are left at s3://%s/%s: %s"
                            .formatted(bucket, prefix, e.getMessage()),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void put(String key, Path file, long sizeBytes) throws IOException {
        if (sizeBytes > OBJECT_BYTES_MAX) {
            throw new CommandFailed(
                    "%s has %,d bytes, more than one put may have; give a smaller --file-size"
                            .formatted(key, sizeBytes));
        }
        synchronized (put) {
            put.add(key);
        }
        buckets.put(bucket, key, file);
        Files.delete(file);
    }
}
