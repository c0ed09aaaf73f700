package io.hydrant.streams.stream;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Changes of what is only described: tags, the resource policy, metrics by shard.
public final class StreamChanges {
    private StreamChanges() {}

    public static DataStream tag(DataStream stream, Map<String, String> tags) {
        return tagged(stream, TagRules.added(stream.options().tags(), tags, subject(stream)));
    }

    public static DataStream untag(DataStream stream, Collection<String> keys) {
        return tagged(stream, TagRules.removed(stream.options().tags(), keys, subject(stream)));
    }

    /// @param policy empty to remove it
    public static DataStream changePolicy(DataStream stream, Optional<String> policy) {
        requireCreated(stream);
        return stream.with(stream.options().withPolicy(policy));
    }

    public static DataStream measure(DataStream stream, Collection<String> metrics) {
        stream.requireActive();
        SortedSet<String> next = new TreeSet<>(stream.options().shardMetrics());
        next.addAll(metrics);
        return stream.with(stream.options().measuring(next));
    }

    public static DataStream stopMeasuring(DataStream stream, Collection<String> metrics) {
        stream.requireActive();
        SortedSet<String> next = new TreeSet<>(stream.options().shardMetrics());
        next.removeAll(metrics);
        return stream.with(stream.options().measuring(next));
    }

    private static DataStream tagged(DataStream stream, SortedMap<String, String> tags) {
        requireCreated(stream);
        return stream.with(stream.options().tagged(tags));
    }

    private static void requireCreated(DataStream stream) {
        if (!stream.takesRecords()) {
            throw stream.inUse();
        }
    }

    private static String subject(DataStream stream) {
        return "stream %s under account %s".formatted(stream.id().name(), stream.id().account());
    }
}
