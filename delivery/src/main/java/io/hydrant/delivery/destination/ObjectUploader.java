package io.hydrant.delivery.destination;

import io.hydrant.delivery.convert.ConversionFailed;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.convert.ObjectConversion;
import io.hydrant.delivery.convert.Reason;
import io.hydrant.delivery.destination.RecordsBody.RecordFormat;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Absent;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Unconvertible;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Uploaded;
import io.hydrant.delivery.destination.encode.ObjectEncoding;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ObjectRecords;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// Uploads shipments of one lane to an [ObjectStore], each try on a thread of an executor. Those
/// that are converted have their own.
public final class ObjectUploader implements Uploader {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectUploader.class);
    private static final byte[] NEWLINE = "\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final LaneSource source;
    private final ObjectStore store;
    private final Executor executor;
    private final Conversions conversions;

    public ObjectUploader(
            LaneSource source, ObjectStore store, Executor executor, Conversions conversions) {
        this.source = source;
        this.store = store;
        this.executor = executor;
        this.conversions = conversions;
    }

    @Override
    public void upload(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
        switch (shipment.intent().rendering()) {
            case Rendering.AsTheyAre _ ->
                    executor.execute(() -> whenDone.accept(shipment, outcome(shipment, this::put)));
            case Rendering.Converted _ ->
                    conversions.execute(
                            () ->
                                    whenDone.accept(
                                            shipment, outcome(shipment, this::convertAndPut)));
            case Rendering.Failures _ ->
                    executor.execute(
                            () -> whenDone.accept(shipment, outcome(shipment, this::putFailures)));
            case Rendering.Refused refused ->
                    executor.execute(
                            () ->
                                    whenDone.accept(
                                            shipment,
                                            outcome(shipment, it -> putRefused(it, refused))));
        }
    }

    @Override
    public void look(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
        executor.execute(() -> whenDone.accept(shipment, outcome(shipment, this::lookFor)));
    }

    /// Of a converted object the file may be there while its error object is not: then nothing is
    /// settled.
    private UploadOutcome lookFor(Shipment shipment) {
        String key = shipment.intent().key();
        if (store.head(new ObjectAddress(shipment.sink().bucket(), key)).isEmpty()) {
            return new Absent();
        }
        return shipment.intent().terms().isEmpty()
                ? new Uploaded(List.of(key), Optional.empty())
                : new UploadFailure("InternalError", key + " is there, its error object is not");
    }

    private interface Try {
        UploadOutcome run(Shipment shipment);
    }

    private UploadOutcome outcome(Shipment shipment, Try once) {
        try {
            return once.run(shipment);
        } catch (ObjectStoreException e) {
            return new UploadFailure("S3." + e.code(), e.getMessage());
        } catch (LogException e) {
            return new UploadFailure("InternalError", e.getMessage());
        } catch (RuntimeException | Error e) {
            // An object that never comes back would hold up its lane, and nobody would know.
            LOG.error("uploading {} failed unexpectedly", shipment.intent().key(), e);
            return new UploadFailure("InternalError", String.valueOf(e.getMessage()));
        }
    }

    private Uploaded put(Shipment shipment) {
        ObjectEncoding encoding = ObjectEncoding.of(shipment.sink().compression());
        put(
                shipment,
                shipment.intent().key(),
                encoding.contentEncoding(),
                body(shipment, encoding));
        return new Uploaded(List.of(shipment.intent().key()), Optional.empty());
    }

    private Uploaded putFailures(Shipment shipment) {
        return putLines(shipment, new FailureBody(frames(shipment)));
    }

    private Uploaded putRefused(Shipment shipment, Rendering.Refused refused) {
        return putLines(shipment, new RefusalBody(frames(shipment), refused));
    }

    /// Not compressed, whatever the sink says, like all error objects.
    private Uploaded putLines(Shipment shipment, ObjectBody lines) {
        String key = shipment.intent().key();
        put(shipment, key, Optional.empty(), lines);
        return new Uploaded(List.of(key), Optional.empty());
    }

    /// First the file, then the lines of what is not in it; either may have nothing in it and is
    /// left out then.
    private UploadOutcome convertAndPut(Shipment shipment) {
        Conversion conversion = shipment.plan().conversion().orElseThrow();
        ConversionTerms terms = shipment.intent().terms().orElseThrow();
        ObjectConversion converted =
                new ObjectConversion(conversions, records(shipment), shipment.intent(), conversion);
        List<String> keys = new ArrayList<>();
        try {
            if (putFile(shipment, terms, converted)) {
                keys.add(shipment.intent().key());
            }
            if (converted.hasRejected()) {
                put(shipment, terms.errorKey(), Optional.empty(), converted.rejected());
                keys.add(terms.errorKey());
            }
            return new Uploaded(keys, Optional.of(converted.counts()));
        } catch (ConversionFailed e) {
            return withoutFile(shipment, e);
        } catch (IOException e) {
            throw new LogFailed(source.name() + " cannot be read", e);
        }
    }

    /// @return whether there is a file now
    private boolean putFile(Shipment shipment, ConversionTerms terms, ObjectConversion converted)
            throws IOException {
        if (!converted.hasRows()) {
            return false;
        }
        String key = shipment.intent().key();
        put(shipment, key, contentEncoding(terms.format()), converted.file());
        conversions
                .partitions()
                .delivered(
                        shipment.plan().conversion().orElseThrow().table(),
                        new ObjectAddress(shipment.sink().bucket(), key));
        return true;
    }

    /// What failed now may have worked before: records that are in a file already must not go to
    /// the error output as well.
    private UploadOutcome withoutFile(Shipment shipment, ConversionFailed failure) {
        String key = shipment.intent().key();
        Reason reason = failure.reason();
        if (store.head(new ObjectAddress(shipment.sink().bucket(), key)).isPresent()) {
            LOG.error("{} was made before and cannot be made again, will try again", key, failure);
            return new UploadFailure(reason.code(), key + " is there already. " + reason.message());
        }
        LOG.error("{} cannot be made, its records go to the error output", key, failure);
        return new Unconvertible(reason.code(), reason.message());
    }

    private void put(
            Shipment shipment, String key, Optional<String> contentEncoding, ObjectBody body) {
        S3Sink sink = shipment.sink();
        store.put(
                new ObjectAddress(sink.bucket(), key),
                new ObjectAttributes(
                        "application/octet-stream", contentEncoding, sink.kmsKeyArn(), Map.of()),
                body);
    }

    private RecordsBody body(Shipment shipment, ObjectEncoding encoding) {
        Intent intent = shipment.intent();
        boolean delimited = intent.track() == Track.MAIN && shipment.plan().appendDelimiter();
        boolean plain = shipment.sink().compression() == Compression.UNCOMPRESSED;
        return new RecordsBody(
                records(shipment).as(RecordForm.DELIVERED),
                new RecordFormat(delimited ? NEWLINE : NOTHING, encoding, zipEntry(intent)),
                plain ? OptionalLong.of(intent.content().bytes()) : OptionalLong.empty());
    }

    private ObjectRecords records(Shipment shipment) {
        return new ObjectRecords(frames(shipment), shipment.gathered());
    }

    private SelectedFrames frames(Shipment shipment) {
        LaneSource from =
                switch (shipment.intent().track()) {
                    case MAIN -> source;
                    case BACKUP -> source.undivided();
                };
        return new SelectedFrames(from, shipment.intent().positions());
    }

    /// Parquet files carry the encoding of a format they do not have: so it was observed.
    private static Optional<String> contentEncoding(FileFormat format) {
        return switch (format) {
            case FileFormat.Parquet _ -> Optional.of("hadoop-snappy");
            case FileFormat.Orc _ -> Optional.empty();
        };
    }

    /// The same at every rendering, and telling nothing of the key.
    private static UUID zipEntry(Intent intent) {
        return UUID.nameUUIDFromBytes(
                ("entry of " + intent.key()).getBytes(StandardCharsets.UTF_8));
    }
}
