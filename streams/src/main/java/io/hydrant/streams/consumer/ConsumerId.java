package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamId;

import java.util.Comparator;
import java.util.regex.Pattern;

/// Names a consumer: unique in its stream.
public record ConsumerId(DataStreamId stream, String name) implements Comparable<ConsumerId> {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private static final Comparator<ConsumerId> ORDER =
            Comparator.comparing((ConsumerId id) -> id.stream.account().value())
                    .thenComparing(id -> id.stream.region().value())
                    .thenComparing(id -> id.stream.name())
                    .thenComparing(ConsumerId::name);

    public ConsumerId {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidArgument(
                    "consumer name must be 1-128 of [a-zA-Z0-9_.-] but was '" + name + "'");
        }
    }

    ConsumerNotFound notFound() {
        return new ConsumerNotFound(
                "Consumer %s under stream %s not found for account %s."
                        .formatted(name, stream.name(), stream.account().value()));
    }

    @Override
    public int compareTo(ConsumerId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return stream + "/consumer/" + name;
    }
}
