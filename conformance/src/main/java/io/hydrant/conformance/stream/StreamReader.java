package io.hydrant.conformance.stream;

import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// Reads a whole stream for as long as it is open, with a thread for each shard. Of the shards it
/// knows what there was at the beginning, and what the ends of shards told it.
public final class StreamReader implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final ShardWalk walk;
    private final ShardCourse course;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private StreamReader(String name, List<Shard> shards, ShardCourse course) {
        this.name = name;
        this.walk = new ShardWalk(shards);
        this.course = course;
    }

    public static StreamReader start(String name, List<Shard> shards, ShardCourse course) {
        StreamReader reader = new StreamReader(name, shards, course);
        reader.startReady();
        return reader;
    }

    /// Why a shard is no longer read, if so.
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        stopped = true;
        Await.until(
                name + " to stop", STOP_LIMIT, () -> threads.stream().noneMatch(Thread::isAlive));
    }

    private void startReady() {
        for (String shard : walk.takeReady()) {
            String label = name + " " + shard;
            threads.add(Thread.ofPlatform().daemon().name(label).start(() -> read(shard)));
        }
    }

    private void read(String shard) {
        try {
            Optional<List<ChildShard>> children = course.readToEnd(shard, () -> stopped);
            if (children.isPresent()) {
                walk.finish(shard, children.get());
                startReady();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, new IllegalStateException(name + ", " + shard, e));
        }
    }
}
