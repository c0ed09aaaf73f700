package org.apache.hadoop.io;

/// A [Writable] with an order.
public interface WritableComparable<T> extends Writable, Comparable<T> {}
