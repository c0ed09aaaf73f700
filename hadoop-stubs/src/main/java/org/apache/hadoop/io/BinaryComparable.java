package org.apache.hadoop.io;

/// Bytes that are ordered as unsigned numbers.
public abstract class BinaryComparable implements Comparable<BinaryComparable> {
    public abstract int getLength();

    /// At least [#getLength()] bytes; what is behind them means nothing.
    public abstract byte[] getBytes();

    @Override
    public int compareTo(BinaryComparable other) {
        return WritableComparator.compareBytes(
                getBytes(), 0, getLength(), other.getBytes(), 0, other.getLength());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryComparable bytes && compareTo(bytes) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < getLength(); i++) {
            hash = 31 * hash + getBytes()[i];
        }
        return hash;
    }
}
