package io.hydrant.streams.retrieval;

import io.hydrant.kernel.error.InvalidArgument;

/// How much may still be read for one answer or event. For one thread.
///
/// The first record is always granted, however large, so that every budget makes progress.
public final class ReadBudget {
    private final long bytesMax;
    private int recordsLeft;
    private long bytesLeft;
    private boolean usedUp;

    /// @param recordsMax at least 1
    /// @param bytesMax data and partition keys together
    public ReadBudget(int recordsMax, long bytesMax) {
        if (recordsMax < 1) {
            throw new InvalidArgument("a budget needs at least 1 record but had " + recordsMax);
        }
        this.bytesMax = bytesMax;
        this.recordsLeft = recordsMax;
        this.bytesLeft = bytesMax;
    }

    /// Whether something was asked for that it did not grant, or it has no record left to grant.
    public boolean usedUp() {
        return usedUp || recordsLeft == 0;
    }

    /// Data and partition keys of what was granted.
    public long bytesTaken() {
        return bytesMax - bytesLeft;
    }

    /// @return false when the record must wait for the next budget; none is granted after it
    boolean grant(int recordBytes) {
        boolean first = bytesLeft == bytesMax;
        if (usedUp() || !first && recordBytes > bytesLeft) {
            usedUp = true;
            return false;
        }
        recordsLeft--;
        bytesLeft -= recordBytes;
        return true;
    }
}
