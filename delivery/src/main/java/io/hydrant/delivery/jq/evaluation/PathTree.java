package io.hydrant.delivery.jq.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The paths that a query names, as a tree: where a record's values are to be kept.
///
/// Built while a query is compiled, then only read.
final class PathTree {
    static final int NONE = -1;

    /// Where nothing is to be kept.
    static final PathTree NOTHING = new PathTree();

    private final List<byte[]> names = new ArrayList<>();
    private final List<PathTree> members = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<PathTree> items = new ArrayList<>();
    private int slot = NONE;

    /// Where the value of this path is kept, or [#NONE].
    int slot() {
        return slot;
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    boolean hasItems() {
        return !items.isEmpty();
    }

    /// Keeps the value of a path; the slot of it.
    ///
    /// @param path names and indexes
    /// @param next the slot to take if the path has none yet
    int keep(List<Object> path, int next) {
        PathTree place = this;
        for (Object step : path) {
            place = step instanceof Integer index ? place.item(index) : place.member((String) step);
        }
        if (place.slot == NONE) {
            place.slot = next;
        }
        return place.slot;
    }

    private PathTree member(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < names.size(); i++) {
            if (Arrays.equals(names.get(i), bytes)) {
                return members.get(i);
            }
        }
        names.add(bytes);
        members.add(new PathTree());
        return members.getLast();
    }

    private PathTree item(int index) {
        if (!indexes.contains(index)) {
            indexes.add(index);
            items.add(new PathTree());
        }
        return items.get(indexes.indexOf(index));
    }

    /// The place of a member by the bytes of its name, as they are in the record; or [#NOTHING].
    PathTree find(byte[] bytes, int from, int to) {
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i);
            if (name.length == to - from && Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return members.get(i);
            }
        }
        return NOTHING;
    }

    /// The place of an item, or [#NOTHING].
    PathTree find(int index) {
        int at = indexes.indexOf(index);
        return at < 0 ? NOTHING : items.get(at);
    }

    /// Forgets what was kept of a value whose name comes again.
    void forget(int[] starts) {
        if (slot != NONE) {
            starts[slot] = NONE;
        }
        for (PathTree member : members) {
            member.forget(starts);
        }
        for (PathTree item : items) {
            item.forget(starts);
        }
    }
}
