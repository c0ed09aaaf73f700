package io.hydrant.formats.parquet;

import io.hydrant.formats.schema.HiveType;

import org.apache.parquet.format.Type;

import java.util.List;

/// A column of a Parquet file: a place in the schema that holds no others.
///
/// @param path from the column of the table down, as the file's schema names it
/// @param type what the table has there
/// @param physical the type that the file gives it
/// @param storage how its values are stored
/// @param definitionMax the definition level of a value
/// @param repetitionMax how many lists or maps are above
record Leaf(
        List<String> path,
        HiveType type,
        Type physical,
        Storage storage,
        int definitionMax,
        int repetitionMax) {
    /// Sorting of values for statistics.
    enum Order {
        SIGNED,
        FLOAT,
        DOUBLE,
        /// Byte by byte without sign; bounds are cut at characters if it is text.
        BYTES,
        /// Two's complement, big-endian, all of one length.
        BIG_ENDIAN,
        /// INT96 has no defined order.
        NONE
    }

    /// How values are stored.
    sealed interface Storage {
        record Bool() implements Storage {}

        /// Numbers of 4 or 8 bytes.
        ///
        /// @param nanosPerUnit what values of the table are divided by: 1, or 1,000 for timestamps
        ///   in microseconds
        record Number(int widthBytes, Order order, long nanosPerUnit) implements Storage {}

        /// Nanoseconds of the day in 8 bytes, then the Julian day in 4.
        record Int96() implements Storage {}

        /// Decimals held in 64 bits, big-endian.
        ///
        /// @param unscaledMax the largest that the precision allows
        record ShortDecimal(int widthBytes, long unscaledMax) implements Storage {}

        /// Decimals held in 16 bytes, big-endian.
        record LongDecimal(int widthBytes) implements Storage {}

        /// Bytes of any length.
        ///
        /// @param text whether they are UTF-8
        record Bytes(boolean text) implements Storage {}
    }

    /// The name for messages: `a.bag.array_element`.
    String name() {
        return String.join(".", path);
    }

    int definitionWidth() {
        return HybridEncoding.widthOf(definitionMax);
    }

    int repetitionWidth() {
        return HybridEncoding.widthOf(repetitionMax);
    }
}
