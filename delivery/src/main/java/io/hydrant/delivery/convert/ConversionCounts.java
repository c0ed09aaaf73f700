package io.hydrant.delivery.convert;

import java.util.List;

/// What became of an object's records.
///
/// @param records that have rows in the file
/// @param bytes of these, as they came in
/// @param failedRecords that went to the error output
/// @param failedBytes of these, as they came in
/// @param failures why they did: for each code one message, the first
public record ConversionCounts(
        long records, long bytes, long failedRecords, long failedBytes, List<Failures> failures) {
    public ConversionCounts {
        failures = List.copyOf(failures);
    }

    /// @param records how many failed with the code of `first`
    public record Failures(Reason first, long records) {}
}
