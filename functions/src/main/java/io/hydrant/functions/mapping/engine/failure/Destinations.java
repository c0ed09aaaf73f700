package io.hydrant.functions.mapping.engine.failure;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds failure destinations by their ARNs: buckets, functions, data streams and delivery streams.
/// Buckets get the records too, the others only where they lie. Safe for use by many threads.
///
/// @param objects where buckets are
public record Destinations(
        ObjectStore objects, RecordSink functions, RecordSink dataStreams, RecordSink deliveries) {
    private static final String BUCKET = ":s3:::";
    private static final DateTimeFormatter KEY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// Takes failure records (JSON); returns when they are durable.
    public interface RecordSink {
        /// For what is not there: refuses every record.
        RecordSink NONE =
                (arn, _, _) -> {
                    throw new InvalidArgument("nothing here takes failure records for " + arn);
                };

        /// @param key the same for all records of a mapping and a shard
        /// @throws io.hydrant.kernel.error.HydrantException when the record cannot be taken now
        void put(String arn, String key, byte[] failureRecord) throws InterruptedException;
    }

    /// @throws InvalidArgument when nothing here has such an ARN
    public FailureDestination find(String arn) {
        if (arn.contains(BUCKET)) {
            return new Bucket(arn.substring(arn.indexOf(BUCKET) + BUCKET.length()));
        }
        String[] parts = arn.split(":", 4);
        String service = parts.length == 4 ? parts[2] : "";
        return switch (service) {
            case "lambda" -> new Sink(arn, functions);
            case "kinesis" -> new Sink(arn, dataStreams);
            case "firehose" -> new Sink(arn, deliveries);
            default ->
                    throw new InvalidArgument(
                            "a failure destination is a bucket, a function, a data stream or a"
                                    + " delivery stream but was '"
                                    + arn
                                    + "'");
        };
    }

    private record Sink(String arn, RecordSink sink) implements FailureDestination {
        @Override
        public boolean takesEvents() {
            return false;
        }

        @Override
        public void tell(GivenUp batch) throws InterruptedException {
            String key = batch.mapping().uuid() + "/" + batch.shard().id();
            sink.put(arn, key, FailureRecord.of(batch));
        }
    }

    private final class Bucket implements FailureDestination {
        private static final ObjectAttributes JSON =
                new ObjectAttributes(
                        "application/json", Optional.empty(), Optional.empty(), Map.of());

        private final String name;

        Bucket(String name) {
            this.name = name;
        }

        @Override
        public boolean takesEvents() {
            return true;
        }

        @Override
        public void tell(GivenUp batch) {
            ObjectAddress address = new ObjectAddress(name, key(batch, batch.now()));
            objects.put(address, JSON, ObjectBody.of(FailureRecord.of(batch)));
        }

        private static String key(GivenUp batch, Instant now) {
            return "aws/lambda/%s/%s/%s-%s"
                    .formatted(
                            batch.mapping().uuid(),
                            batch.shard().id(),
                            KEY.format(now),
                            batch.id());
        }
    }
}
