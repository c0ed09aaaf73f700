package io.hydrant.cli.producer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Tells the consumers of every open shard up to which time all events were sent: a record
/// `{"watermark":"2016-01-01T01:35:02.000Z","type":"watermark"}` every second.
///
/// A round that the server throttles is left out; the next one says more. A round that takes longer
/// than a second delays the next. The list of shards is asked for every ten seconds. [#follow] and
/// [#finish] are for one thread; rounds run where the executor runs them.
///
/// Source: the watermark events of amazon-kinesis-replay 1.x.
public final class Watermarks {
    private static final String PUT_RECORD = "Kinesis_20131202.PutRecord";
    private static final String PARTITION_KEY = "23";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LIST_AGE_MAX = Duration.ofSeconds(10);
    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final WireClient wire;
    private final ShardListing listing;
    private final String stream;
    private final Executor rounds;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicReference<WireFailure> failure = new AtomicReference<>();
    private volatile OpenShards shards = new OpenShards(List.of());
    private volatile Instant listed = Instant.EPOCH;
    private Instant next = Instant.MIN;

    /// @param rounds runs a round; one at a time
    public Watermarks(WireClient wire, String stream, Executor rounds) {
        this.wire = wire;
        this.listing = new ShardListing(wire, stream);
        this.stream = stream;
        this.rounds = rounds;
    }

    /// Begins a round if it is time.
    ///
    /// @throws WireFailure if an earlier round failed for a reason that does not pass
    public void follow(Instant now, Mark mark) {
        throwFailure();
        if (mark.records() > 0 && !now.isBefore(next) && busy.compareAndSet(false, true)) {
            next = now.plus(EVERY);
            rounds.execute(() -> round(now, mark.eventTimeMillis()));
        }
    }

    /// Says once more how far the events went; returns when that is said.
    public void finish(Instant now, Mark mark) {
        throwFailure();
        if (mark.records() > 0) {
            put(now, mark.eventTimeMillis());
        }
        throwFailure();
    }

    private void round(Instant now, long eventTimeMillis) {
        try {
            put(now, eventTimeMillis);
        } finally {
            busy.set(false);
        }
    }

    private void put(Instant now, long eventTimeMillis) {
        byte[] data =
                ("{\"watermark\":\"%s\",\"type\":\"watermark\"}\n"
                                .formatted(TEXT.format(Instant.ofEpochMilli(eventTimeMillis))))
                        .getBytes(StandardCharsets.UTF_8);
        try {
            if (Duration.between(listed, now).compareTo(LIST_AGE_MAX) >= 0) {
                shards = listing.ask();
                listed = now;
            }
            for (OpenShards.OpenShard shard : shards.all()) {
                ObjectNode input =
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("StreamName", stream)
                                .put("Data", Base64.getEncoder().encodeToString(data))
                                .put("PartitionKey", PARTITION_KEY)
                                .put("ExplicitHashKey", shard.firstHash().toString());
                wire.call("kinesis", PUT_RECORD, input);
            }
        } catch (WireFailure e) {
            if (!Refusal.passes(e) && !Thread.currentThread().isInterrupted()) {
                failure.set(e);
            }
        }
    }

    private void throwFailure() {
        WireFailure failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
