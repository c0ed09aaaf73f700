package io.hydrant.query.engine.spool;

import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.engine.rows.FileRendering;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.refusal.QueryFailure.Cause;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes objects Parquet files in the folders of running statements: by a second name where they
/// lie, by a copy in the spool otherwise. Safe for use by many threads.
public final class FileSupply {
    private static final Logger LOG = LoggerFactory.getLogger(FileSupply.class);

    private final ObjectStore objects;
    private final LocalObjects local;
    private final Spool spool;
    private final AtomicBoolean toldOfCopies = new AtomicBoolean();

    public FileSupply(ObjectStore objects, LocalObjects local, Spool spool) {
        this.objects = objects;
        this.local = local;
        this.spool = spool;
    }

    /// What a statement uses, until it is closed. Safe for use by many threads.
    public final class Use implements AutoCloseable {
        private final List<String> keys = new CopyOnWriteArrayList<>();

        /// Puts an object's rows under a name.
        ///
        /// @param format of the object
        /// @param schema of what other formats than Parquet become
        /// @param target does not exist, its folder does
        /// @throws QueryFailure when the object is gone or cannot be read
        public void supply(StoredObject object, RowFormat format, TableSchema schema, Path target)
                throws QueryFailure {
            try {
                switch (format) {
                    case RowFormat.Parquet _ -> raw(object, target);
                    case RowFormat.Orc _ -> {
                        String key = key(object, format, schema);
                        link(key, out -> writeOrc(object, schema, target, out), target);
                    }
                    case RowFormat.Json _, RowFormat.Delimited _, RowFormat.Quoted _ -> {
                        String key = key(object, format, schema);
                        link(key, out -> write(object, format, schema, out), target);
                    }
                }
            } catch (SpooledStream.NoRoom e) {
                throw (QueryFailure) e.getCause();
            } catch (ObjectStoreException e) {
                throw cannotOpen(object, e);
            } catch (IOException e) {
                throw new QueryFailure(
                        Cause.SYSTEM,
                        "HIVE_CURSOR_ERROR: Failed to read file at %s: %s"
                                .formatted(object.address(), e.getMessage()),
                        e);
            }
        }

        private void raw(StoredObject object, Path target) throws IOException, QueryFailure {
            if (!isLinked(object, target)) {
                link(content(object), out -> copy(object, out), target);
            }
        }

        private void link(String key, Spool.Maker maker, Path target)
                throws IOException, QueryFailure {
            Path copy = spool.acquire(key, maker);
            keys.add(key);
            Files.createLink(target, copy);
        }

        /// The file must be there as it is for a moment.
        private void writeOrc(
                StoredObject object, TableSchema schema, Path target, OutputStream out)
                throws IOException, QueryFailure {
            Path file = target.resolveSibling(target.getFileName() + ".orc");
            raw(object, file);
            new FileRendering(object.address().toString(), new RowFormat.Orc(), schema)
                    .renderOrc(file, out);
            Files.delete(file);
        }

        @Override
        public void close() {
            keys.forEach(spool::release);
        }
    }

    public Use begin() {
        return new Use();
    }

    private boolean isLinked(StoredObject object, Path target) {
        try {
            return local.link(object.address(), target);
        } catch (IOException e) {
            if (!toldOfCopies.getAndSet(true)) {
                LOG.warn("objects must be copied to be queried: no second name can be given", e);
            }
            return false;
        }
    }

    private void copy(StoredObject object, OutputStream out) throws IOException {
        ObjectContent content = objects.open(object.address(), 0, Long.MAX_VALUE);
        try (InputStream in = content.stream()) {
            in.transferTo(out);
        }
    }

    private void write(StoredObject object, RowFormat format, TableSchema schema, OutputStream out)
            throws IOException, QueryFailure {
        ObjectContent content = objects.open(object.address(), 0, Long.MAX_VALUE);
        try (InputStream in = content.stream()) {
            new FileRendering(object.address().toString(), format, schema).render(in, out);
        }
    }

    private static String content(StoredObject object) {
        return "%s %s %d %s"
                .formatted(object.address(), object.etag(), object.bytes(), object.lastModified());
    }

    private static String key(StoredObject object, RowFormat format, TableSchema schema) {
        return content(object) + " " + format + " " + schema;
    }

    private static QueryFailure cannotOpen(StoredObject object, ObjectStoreException e) {
        return new QueryFailure(
                Cause.SYSTEM,
                "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split %s (offset=0, length=%d): %s"
                        .formatted(object.address(), object.bytes(), e.getMessage()),
                e);
    }
}
