package io.hydrant.formats.column;

import java.util.List;

/// Values of type `struct`. Append one value to members, in any order, then call [#endStruct()].
/// For one thread.
public final class StructVector extends Vector {
    private final List<Vector> members;
    private final Vector[] slots;

    StructVector(List<Vector> members) {
        this.members = List.copyOf(members);
        this.slots = members.toArray(Vector[]::new);
    }

    public List<Vector> members() {
        return members;
    }

    public Vector member(int index) {
        return slots[index];
    }

    /// The members themselves, for loops that must be fast; not to be written to.
    public Vector[] slots() {
        return slots;
    }

    /// Takes the members' last values as the next struct; those that got none are null.
    public void endStruct() {
        count++;
        for (Vector member : slots) {
            if (member.count() < count) {
                member.appendNull();
            }
        }
    }

    /// Forgets members' values that belong to no struct yet.
    public void dropOpen() {
        for (Vector member : slots) {
            if (member.count() > count) {
                member.truncate(count);
            }
        }
    }

    @Override
    public long bytesUsed() {
        long bytes = 0;
        for (Vector member : members) {
            bytes += member.bytesUsed();
        }
        return bytes;
    }

    /// The members of a null struct are null.
    @Override
    void appendEmptySlot() {
        endStruct();
    }

    @Override
    void truncateSlots(int newCount) {
        for (Vector member : members) {
            member.truncate(Math.min(member.count(), newCount));
        }
    }

    @Override
    long slotBytesHeld() {
        long bytes = 0;
        for (Vector member : members) {
            bytes += member.bytesHeld();
        }
        return bytes;
    }
}
