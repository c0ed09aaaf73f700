package io.hydrant.streams.intake;

import java.util.Arrays;

/// Records sorted by their shards, in their order within each.
final class Groups {
    private final int[] members;
    private final int[] starts;

    private Groups(int[] members, int[] starts) {
        this.members = members;
        this.starts = starts;
    }

    /// @param targets the group of each record; records with a negative one are in none
    static Groups of(int[] targets, int groupCount) {
        int[] starts = new int[groupCount + 1];
        for (int target : targets) {
            if (target >= 0) {
                starts[target + 1]++;
            }
        }
        for (int group = 0; group < groupCount; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = Arrays.copyOf(starts, groupCount);
        int[] members = new int[starts[groupCount]];
        for (int record = 0; record < targets.length; record++) {
            if (targets[record] >= 0) {
                members[next[targets[record]]++] = record;
            }
        }
        return new Groups(members, starts);
    }

    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /// The records of a group.
    int[] members(int group) {
        return Arrays.copyOfRange(members, starts[group], starts[group + 1]);
    }
}
