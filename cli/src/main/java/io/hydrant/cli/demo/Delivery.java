package io.hydrant.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.DeliveryStreams;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A bucket, a delivery stream into it, and the records that go through.
///
/// Not safe for use by many threads.
public final class Delivery {
    private static final int BATCH_RECORDS_MAX = 500;
    private static final int TRIES_MAX = 12;
    private static final Duration FLUSH_STEP = Duration.ofSeconds(2);
    private static final int FLUSH_STEPS_MAX = 60;

    private final DeliveryStreams streams;
    private final Buckets buckets;
    private final Administration administration;
    private final Pauses pauses;
    private final Target target;

    /// @param prefix of the keys of the objects, with the slash at its end
    /// @param compression as the API names it: `UNCOMPRESSED`, `GZIP`, ...
    public record Target(String bucket, String stream, String prefix, String compression) {}

    public Delivery(WireClient wire, Pauses pauses, Target target) {
        this.streams = new DeliveryStreams(wire);
        this.buckets = new Buckets(wire);
        this.administration = new Administration(wire);
        this.pauses = pauses;
        this.target = target;
    }

    /// What an extended S3 destination needs; small buffers, so that a little data shows something.
    public static ObjectNode destination(Target target, int bufferMebibytes, int bufferSeconds) {
        ObjectNode destination = JsonNodeFactory.instance.objectNode();
        destination
                .put("RoleARN", "arn:aws:iam::000000000000:role/delivery")
                .put("BucketARN", "arn:aws:s3:::" + target.bucket())
                .put("Prefix", target.prefix())
                .put("CompressionFormat", target.compression());
        destination
                .putObject("BufferingHints")
                .put("SizeInMBs", bufferMebibytes)
                .put("IntervalInSeconds", bufferSeconds);
        return destination;
    }

    public void createBucket() {
        buckets.create(target.bucket());
    }

    /// Creates the stream and waits until it takes records.
    public void createStream(JsonNode destination) {
        streams.create(target.stream(), destination);
        for (int tries = 0; !streams.status(target.stream()).equals("ACTIVE"); tries++) {
            if (tries == TRIES_MAX) {
                throw new CommandFailed(
                        "delivery stream " + target.stream() + " does not become ACTIVE");
            }
            pauses.pause(delay(tries));
        }
    }

    /// Puts all records in order; those that the server does not take are put again.
    public void put(List<byte[]> records, Progress progress) {
        for (int from = 0; from < records.size(); from += BATCH_RECORDS_MAX) {
            int to = Math.min(records.size(), from + BATCH_RECORDS_MAX);
            putBatch(records.subList(from, to));
            progress.reach(to);
        }
    }

    private void putBatch(List<byte[]> batch) {
        List<byte[]> open = batch;
        for (int tries = 0; !open.isEmpty(); tries++) {
            if (tries == TRIES_MAX) {
                throw new CommandFailed(
                        "%s refuses %d records again and again"
                                .formatted(target.stream(), open.size()));
            }
            if (tries > 0) {
                pauses.pause(delay(tries));
            }
            List<byte[]> refused = new ArrayList<>();
            for (int place : streams.putBatch(target.stream(), open)) {
                refused.add(open.get(place));
            }
            open = refused;
        }
    }

    /// Delivers what is buffered and waits until nothing is left.
    public void flush(Progress progress) {
        for (int step = 0; step < FLUSH_STEPS_MAX; step++) {
            boolean delivered =
                    administration.flush(target.stream(), FLUSH_STEP).path("delivered").asBoolean();
            JsonNode status = administration.status(target.stream(), Optional.empty());
            progress.reach(status.path("totals").path("recordsDelivered").asLong());
            if (delivered) {
                return;
            }
        }
        throw new CommandFailed(
                "%s is not delivered after %d seconds"
                        .formatted(target.stream(), FLUSH_STEPS_MAX * FLUSH_STEP.toSeconds()));
    }

    /// Key and size in bytes of what was delivered.
    public Map<String, Long> objects() {
        return buckets.list(target.bucket(), target.prefix());
    }

    public byte[] object(String key) {
        return buckets.get(target.bucket(), key);
    }

    private static Duration delay(int tries) {
        return Duration.ofMillis(Math.min(2_000, 20L << tries));
    }
}
