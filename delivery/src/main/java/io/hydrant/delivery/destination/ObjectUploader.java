package io.hydrant.delivery.destination;

import io.hydrant.delivery.destination.LogObjectBody.RecordFormat;
import io.hydrant.delivery.destination.encode.ObjectEncoding;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.streams.log.LogException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// Uploads shipments of one lane to an [ObjectStore], each try on a thread of an executor.
public final class ObjectUploader implements Uploader {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectUploader.class);
    private static final byte[] NEWLINE = "\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final LaneSource source;
    private final ObjectStore store;
    private final Executor executor;

    public ObjectUploader(LaneSource source, ObjectStore store, Executor executor) {
        this.source = source;
        this.store = store;
        this.executor = executor;
    }

    @Override
    public void upload(Shipment shipment, BiConsumer<Shipment, Optional<UploadFailure>> whenDone) {
        executor.execute(() -> whenDone.accept(shipment, tryOnce(shipment)));
    }

    private Optional<UploadFailure> tryOnce(Shipment shipment) {
        try {
            S3Sink sink = shipment.sink();
            ObjectEncoding encoding = ObjectEncoding.of(sink.compression());
            ObjectAttributes attributes =
                    new ObjectAttributes(
                            "application/octet-stream",
                            encoding.contentEncoding(),
                            sink.kmsKeyArn(),
                            Map.of());
            store.put(
                    new ObjectAddress(sink.bucket(), shipment.intent().key()),
                    attributes,
                    body(shipment, encoding));
            return Optional.empty();
        } catch (ObjectStoreException e) {
            return Optional.of(new UploadFailure("S3." + e.code(), e.getMessage()));
        } catch (LogException e) {
            return Optional.of(new UploadFailure("InternalError", e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("uploading {} failed unexpectedly", shipment.intent().key(), e);
            return Optional.of(new UploadFailure("InternalError", String.valueOf(e.getMessage())));
        }
    }

    private LogObjectBody body(Shipment shipment, ObjectEncoding encoding) {
        Intent intent = shipment.intent();
        boolean delimited = intent.track() == Track.MAIN && shipment.plan().appendDelimiter();
        boolean plain = shipment.sink().compression() == Compression.UNCOMPRESSED;
        return new LogObjectBody(
                source,
                intent.positions(),
                new RecordFormat(delimited ? NEWLINE : NOTHING, encoding, zipEntry(intent)),
                plain ? OptionalLong.of(intent.content().bytes()) : OptionalLong.empty());
    }

    /// The same at every rendering, and telling nothing of the key.
    private static UUID zipEntry(Intent intent) {
        return UUID.nameUUIDFromBytes(
                ("entry of " + intent.key()).getBytes(StandardCharsets.UTF_8));
    }
}
