package io.hydrant.catalog.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Some of what was read: each file that is delivered asks for its table, more than once, and for
/// its partition. What it is as of is told by [CatalogStore#revision]. For many threads.
///
/// @param <K> what names it
/// @param <V> what was read
public final class RecentReads<K, V> {
    private final Map<K, V> reads = new HashMap<>();
    private final int countMax;
    private long asOf;

    public RecentReads(int countMax) {
        this.countMax = countMax;
    }

    /// Nothing if it is not known, or not as of then.
    public synchronized Optional<V> find(K key, long then) {
        return asOf == then ? Optional.ofNullable(reads.get(key)) : Optional.empty();
    }

    /// @param then before it was read
    public synchronized void add(K key, V read, long then) {
        if (then < asOf) {
            return;
        }
        if (then > asOf || reads.size() == countMax) {
            reads.clear();
        }
        asOf = then;
        reads.put(key, read);
    }
}
