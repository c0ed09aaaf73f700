package io.hydrant.delivery.convert;

/// No files can be made of a table's columns, or not as its parameters ask.
public final class UnusableTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableTable(String message) {
        super(message);
    }
}
