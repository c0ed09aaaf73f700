package io.hydrant.streams.api;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.answer.ChildShards;
import io.hydrant.streams.answer.Notation;
import io.hydrant.streams.answer.WireBuffer;
import io.hydrant.streams.consumer.EventEnd;
import io.hydrant.streams.consumer.Subscriber;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.retrieval.RecordsWriter;
import io.hydrant.wire.eventstream.EventStreamWriter;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.WireError;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// A client at the other end of an event stream. Its events are JSON whatever the call was in:
///
///     {"Records":[...], "ContinuationSequenceNumber":"...", "MillisBehindLatest":0,
///      "ChildShards":[{"ShardId":"...","ParentShards":["..."],
///                      "HashKeyRange":{"StartingHashKey":"...","EndingHashKey":"..."}}]}
///
/// At the end of a shard there is no continuation; before it there are no children. Holds memory
/// only while it makes an event. For one thread.
final class EventStreamSubscriber implements Subscriber {
    private static final int FIRST_BYTES = 512;

    /// In an event stream it has the name that the service model gives it.
    private static final String INTERNAL = "InternalFailure";

    private final EventStreamWriter writer;
    private final Notation notation = Notation.of(Encoding.JSON_1_1);
    private Optional<Event> event = Optional.empty();

    EventStreamSubscriber(OutputStream out) {
        this.writer = new EventStreamWriter(out);
    }

    @Override
    public void begin() throws IOException {
        writer.initialResponse();
    }

    @Override
    public void add(RecordRange range) {
        Event made = present();
        made.records().write(range, made.json());
    }

    @Override
    public void send(EventEnd end) throws IOException {
        WireBuffer json = present().json();
        event = Optional.empty();
        notation.closeList(json);
        if (end.continuation().isPresent()) {
            notation.key(json, "ContinuationSequenceNumber", false);
            notation.text(json, end.continuation().get().toString());
        }
        notation.key(json, "MillisBehindLatest", false);
        notation.number(json, end.millisBehindLatest());
        if (!end.children().isEmpty()) {
            notation.key(json, "ChildShards", false);
            new ChildShards(notation).write(end.children(), json);
        }
        notation.closeMap(json);
        writer.event("SubscribeToShardEvent", json.room(0), 0, json.size());
    }

    @Override
    public void fail(HydrantException reason) throws IOException {
        WireError error = KinesisErrors.toWire(reason);
        boolean internal = error.code().equals(INTERNAL);
        writer.exception(internal ? INTERNAL + "Exception" : error.code(), error.message());
    }

    private Event present() {
        if (event.isEmpty()) {
            Event made = new Event(WireBuffer.growing(FIRST_BYTES), new RecordsWriter(notation));
            notation.openMap(made.json());
            notation.key(made.json(), "Records", true);
            notation.openList(made.json());
            event = Optional.of(made);
        }
        return event.get();
    }

    private record Event(WireBuffer json, RecordsWriter records) {}
}
