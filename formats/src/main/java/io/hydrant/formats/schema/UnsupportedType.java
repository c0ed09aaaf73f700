package io.hydrant.formats.schema;

/// A column's type is no type of Hive, or none that files can be made of.
public final class UnsupportedType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedType(String message) {
        super(message);
    }
}
