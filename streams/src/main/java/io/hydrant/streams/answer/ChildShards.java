package io.hydrant.streams.answer;

import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.util.List;

/// Writes what a reader at the end of a closed shard is told of its children:
///
///     [{"ShardId":"shardId-000000000001","ParentShards":["shardId-000000000000"],
///       "HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"..."}}]
public final class ChildShards {
    private final Notation notation;

    public ChildShards(Notation notation) {
        this.notation = notation;
    }

    public void write(List<Shard> children, WireBuffer out) {
        notation.openList(out);
        for (int index = 0; index < children.size(); index++) {
            if (index > 0) {
                notation.separate(out);
            }
            write(children.get(index), out);
        }
        notation.closeList(out);
    }

    private void write(Shard child, WireBuffer out) {
        notation.openMap(out);
        notation.key(out, "ShardId", true);
        notation.text(out, child.id().toString());
        notation.key(out, "ParentShards", false);
        parents(child.parents(), out);
        notation.key(out, "HashKeyRange", false);
        notation.openMap(out);
        notation.key(out, "StartingHashKey", true);
        notation.text(out, child.range().start().toString());
        notation.key(out, "EndingHashKey", false);
        notation.text(out, child.range().end().toString());
        notation.closeMap(out);
        notation.closeMap(out);
    }

    private void parents(List<ShardId> parents, WireBuffer out) {
        notation.openList(out);
        for (int index = 0; index < parents.size(); index++) {
            if (index > 0) {
                notation.separate(out);
            }
            notation.text(out, parents.get(index).toString());
        }
        notation.closeList(out);
    }
}
