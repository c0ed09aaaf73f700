package io.hydrant.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.consumer.RecordedSubscriber.Message;
import io.hydrant.streams.consumer.RecordedSubscriber.Received;
import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// A consumer that goes on from subscription to subscription gets every record once and in order,
/// while others write, shards are split and merged, subscriptions run out and are taken over.
class SubscriptionChainTest {
    private static final int WRITERS = 3;
    private static final int FRAMES_PER_WRITER = 150;

    private static final SubscriptionLimits SHORT_LIVED =
            new SubscriptionLimits(
                    Duration.ofMillis(40),
                    Duration.ofMillis(5),
                    Duration.ZERO,
                    Duration.ofSeconds(10),
                    7,
                    60);

    private final Queue<String> written = new ConcurrentLinkedQueue<>();

    /// The first shard that is opened after all was written.
    private final AtomicLong emptyFrom = new AtomicLong(Long.MAX_VALUE);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void getsEveryRecordOnceAndInOrder(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        try (FanOut fanOut = FanOut.in(folder, SHORT_LIVED)) {
            MemoryStreams.Stream stream = fanOut.streams.create(FanOut.CLICKS, 2);
            List<Shard> first = stream.openShards();
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                threads.add(writer(fanOut, writer, random.split()));
            }
            threads.add(resharder(stream, random.split()));
            Thread closer = Thread.ofVirtual().start(() -> closeAllAfter(threads, stream));
            List<String> got = readAll(fanOut, first, random);
            closer.join();
            assertThat(got).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
        }
    }

    /// Puts numbered records into whatever shard is open.
    private Thread writer(FanOut fanOut, int writer, SplittableRandom random) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            for (int frame = 0; frame < FRAMES_PER_WRITER; frame++) {
                                String name = writer + "." + frame + ".";
                                String[] records =
                                        IntStream.rangeClosed(0, random.nextInt(5))
                                                .mapToObj(i -> name + i)
                                                .toArray(String[]::new);
                                put(fanOut, random, records);
                            }
                        });
    }

    private void put(FanOut fanOut, SplittableRandom random, String... records) {
        boolean done = false;
        while (!done) {
            List<Shard> open = fanOut.streams.stream(FanOut.CLICKS).openShards();
            try {
                fanOut.put(open.get(random.nextInt(open.size())), records);
                done = true;
            } catch (ShardClosed _) {
                done = false; // look for another one
            }
        }
        written.addAll(List.of(records));
    }

    /// So that readers find an end.
    private void closeAllAfter(List<Thread> threads, MemoryStreams.Stream stream) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        List<Shard> last = stream.openShards();
        emptyFrom.set(last.stream().mapToLong(shard -> shard.id().index()).max().orElseThrow() + 1);
        last.forEach(shard -> stream.split(shard.id()));
    }

    /// Splits and merges while records are written.
    private Thread resharder(MemoryStreams.Stream stream, SplittableRandom random) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            int all = WRITERS * FRAMES_PER_WRITER;
                            for (int share = 1; share < 4; share++) {
                                while (written.size() < share * all / 4) {
                                    Thread.onSpinWait();
                                }
                                List<Shard> open = stream.openShards();
                                if (share == 2) {
                                    stream.merge(open.get(0).id(), open.get(1).id());
                                } else {
                                    stream.split(open.get(random.nextInt(open.size())).id());
                                }
                            }
                        });
    }

    private List<String> readAll(FanOut fanOut, List<Shard> first, SplittableRandom random)
            throws InterruptedException {
        ConsumerArn consumer = fanOut.consumer("reader");
        Queue<String> got = new ConcurrentLinkedQueue<>();
        Set<ShardId> seen = ConcurrentHashMap.newKeySet();
        Queue<Thread> readers = new ConcurrentLinkedQueue<>();
        first.forEach(
                shard ->
                        follow(
                                fanOut,
                                consumer,
                                shard,
                                new Reading(got, seen, readers, random.split())));
        Optional<Thread> reader = Optional.ofNullable(readers.poll());
        while (reader.isPresent()) {
            reader.get().join();
            reader = Optional.ofNullable(readers.poll());
        }
        return new ArrayList<>(got);
    }

    /// What the readers of all shards share.
    private record Reading(
            Queue<String> got, Set<ShardId> seen, Queue<Thread> readers, SplittableRandom random) {}

    /// Reads a shard to its end, and then its children.
    private void follow(FanOut fanOut, ConsumerArn consumer, Shard shard, Reading reading) {
        if (shard.id().index() >= emptyFrom.get() || !reading.seen().add(shard.id())) {
            return; // nothing there, or the other parent's child
        }
        reading.readers()
                .add(
                        Thread.ofVirtual()
                                .start(
                                        () ->
                                                new Chain(
                                                                fanOut,
                                                                consumer,
                                                                shard,
                                                                reading.random().split())
                                                        .read(reading.got())
                                                        .forEach(
                                                                child ->
                                                                        follow(
                                                                                fanOut, consumer,
                                                                                child, reading))));
    }

    private final class Chain {
        private final FanOut fanOut;
        private final ConsumerArn consumer;
        private final Shard shard;
        private final SplittableRandom random;
        private final Queue<Received> order = new ArrayDeque<>();
        private RecordPosition position = RecordPosition.START;

        Chain(FanOut fanOut, ConsumerArn consumer, Shard shard, SplittableRandom random) {
            this.fanOut = fanOut;
            this.consumer = consumer;
            this.shard = shard;
            this.random = random;
        }

        /// The shard's children once it has ended.
        List<Shard> read(Queue<String> got) {
            Optional<List<Shard>> end = Optional.empty();
            while (end.isEmpty()) {
                end = subscription(got);
            }
            return end.get();
        }

        /// Reads one subscription, to its end or until it drops it for the next one to take over.
        private Optional<List<Shard>> subscription(Queue<String> got) {
            RecordedSubscriber client =
                    RecordedSubscriber.to(fanOut.claim(consumer, shard, position));
            int dropAfter = random.nextInt(12);
            for (int i = 0; i < dropAfter; i++) {
                switch (client.next()) {
                    case Message.Begun _ -> {}
                    case Message.Failed(HydrantException reason) ->
                            throw new AssertionError(reason);
                    case Message.Over(Optional<IOException> failure) -> {
                        assertThat(failure).isEmpty();
                        return Optional.empty();
                    }
                    case Message.Event(List<Received> records, EventEnd end) -> {
                        take(records, got);
                        if (end.continuation().isEmpty()) {
                            return Optional.of(end.children());
                        }
                        position = after(end.continuation().get());
                    }
                }
            }
            return Optional.empty();
        }

        private void take(List<Received> records, Queue<String> got) {
            for (Received record : records) {
                Optional.ofNullable(order.poll())
                        .ifPresent(
                                last -> assertThat(record.number()).isGreaterThan(last.number()));
                order.add(record);
                got.add(record.data());
            }
        }

        private RecordPosition after(SequenceNumber number) {
            return new StartingPosition.AfterSequenceNumber(number.toString())
                    .in(shard, Instant.now(), "test");
        }
    }
}
