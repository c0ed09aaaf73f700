package io.hydrant.query.engine.write;

import io.hydrant.query.engine.scan.TableFolder;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Puts a statement's files into the object store, and takes them back when the statement fails.
/// For one thread.
final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final ObjectStore objects;
    private final RunningStatement running;
    private final Source source;
    private final Instant now;
    private final List<ObjectAddress> written = new ArrayList<>();

    Upload(ObjectStore objects, RunningStatement running, Source source, Instant now) {
        this.objects = objects;
        this.running = running;
        this.source = source;
        this.now = now;
    }

    /// Puts a file under a new name into a folder.
    void put(Path file, TableFolder folder, String ending) throws QueryFailure {
        running.check();
        String name =
                "%s_%05d_%s%s"
                        .formatted(TIME.format(now), written.size(), source.executionId(), ending);
        ObjectAddress address = new ObjectAddress(folder.bucket(), folder.prefix() + name);
        put(address, "application/octet-stream", body(file));
        written.add(address);
    }

    /// Puts the list of all files, which is empty when there are none: clients read it before they
    /// know whether there are rows.
    ///
    /// @return its address
    String putManifest() throws QueryFailure {
        TableFolder folder = TableFolder.of("The statement's output", source.outputLocation());
        ObjectAddress address =
                new ObjectAddress(
                        folder.bucket(), folder.prefix() + source.executionId() + "-manifest.csv");
        String list = written.stream().map(file -> file + "\n").collect(Collectors.joining());
        put(address, "text/csv", ObjectBody.of(list.getBytes(StandardCharsets.UTF_8)));
        written.add(address);
        return address.toString();
    }

    /// Removes what was put.
    void takeBack() {
        for (ObjectAddress address : written) {
            try {
                objects.delete(address);
            } catch (ObjectStoreException e) {
                LOG.warn("a file of a statement that failed cannot be removed: {}", address, e);
            }
        }
    }

    private void put(ObjectAddress address, String contentType, ObjectBody body)
            throws QueryFailure {
        try {
            objects.put(
                    address,
                    new ObjectAttributes(contentType, Optional.empty(), Optional.empty(), Map.of()),
                    body);
        } catch (ObjectStoreException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER,
                    "HIVE_WRITER_CLOSE_ERROR: Failed to write %s (%s: %s)"
                            .formatted(address, e.code(), e.getMessage()),
                    e);
        }
    }

    private static ObjectBody body(Path file) throws QueryFailure {
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (IOException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.SYSTEM,
                    "GENERIC_INTERNAL_ERROR: a file of the statement is gone: " + e,
                    e);
        }
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(bytes);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                Files.copy(file, out);
            }
        };
    }
}
