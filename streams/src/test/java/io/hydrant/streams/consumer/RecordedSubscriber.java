package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A client that remembers what it got. It can stop to take anything, as a stuck one does.
final class RecordedSubscriber implements Subscriber {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Semaphore window = new Semaphore(0);
    private List<Received> gathered = new ArrayList<>();
    private volatile boolean stuck;

    sealed interface Message {
        record Begun() implements Message {}

        record Event(List<Received> records, EventEnd end) implements Message {}

        record Failed(HydrantException reason) implements Message {}

        /// The response is over.
        record Over(Optional<IOException> failure) implements Message {}
    }

    record Received(SequenceNumber number, String data) {}

    /// Carries a subscription to it on a thread of its own.
    static RecordedSubscriber to(Subscription subscription) {
        return to(subscription, new RecordedSubscriber());
    }

    static RecordedSubscriber to(Subscription subscription, RecordedSubscriber subscriber) {
        Thread.ofVirtual().start(() -> subscriber.carry(subscription));
        return subscriber;
    }

    private void carry(Subscription subscription) {
        try {
            subscription.run(this);
            messages.add(new Message.Over(Optional.empty()));
        } catch (IOException e) {
            messages.add(new Message.Over(Optional.of(e)));
        }
    }

    /// Takes nothing more until [#letOne] lets it.
    RecordedSubscriber stuck() {
        stuck = true;
        return this;
    }

    void letOne() {
        window.release();
    }

    void awaitBlocked() {
        while (!window.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void begin() throws IOException {
        deliver(new Message.Begun());
    }

    @Override
    public void add(RecordRange range) {
        ByteBuffer payload = range.frame().frame().payload();
        for (int i = range.first(); i < range.end(); i++) {
            byte[] data = new byte[range.frame().frame().recordBytes(i)];
            payload.get(payload.position() + range.frame().frame().recordStart(i), data);
            SequenceNumber number =
                    range.shard()
                            .number(
                                    new RecordPosition(range.frame().frame().offset(), i),
                                    range.frame().frame().arrival());
            gathered.add(new Received(number, new String(data, StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void send(EventEnd end) throws IOException {
        List<Received> records = gathered;
        gathered = new ArrayList<>();
        deliver(new Message.Event(records, end));
    }

    @Override
    public void fail(HydrantException reason) throws IOException {
        deliver(new Message.Failed(reason));
    }

    private void deliver(Message message) throws IOException {
        try {
            if (stuck) {
                window.acquire();
            }
        } catch (InterruptedException _) {
            throw new InterruptedIOException("broken off");
        }
        messages.add(message);
    }

    Message next() {
        try {
            return Optional.ofNullable(messages.poll(30, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("nothing came in 30 seconds"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Message.Event event() {
        return (Message.Event) next();
    }

    /// The next event with records.
    Message.Event eventWithRecords() {
        Message.Event event = event();
        while (event.records().isEmpty()) {
            event = event();
        }
        return event;
    }

    Message.Event eventAfterBegin() {
        next();
        return event();
    }

    Message.Event eventWithRecordsAfterBegin() {
        next();
        return eventWithRecords();
    }

    /// What comes after all events.
    Message afterEvents() {
        Message message = next();
        while (message instanceof Message.Event || message instanceof Message.Begun) {
            message = next();
        }
        return message;
    }
}
