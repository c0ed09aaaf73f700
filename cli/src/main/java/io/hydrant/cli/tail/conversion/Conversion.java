package io.hydrant.cli.tail.conversion;

import java.util.Optional;

/// Makes one record of another. For one thread.
public interface Conversion {
    /// @param record with the newline at its end, if it has one
    /// @return empty when the record is to be left out
    /// @throws ConversionFailed when this record cannot be converted; it is then sent as it is
    Optional<byte[]> convert(byte[] record);
}
