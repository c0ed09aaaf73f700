package io.hydrant.delivery.ledger;

import io.hydrant.formats.file.FileFormat;

import java.time.Instant;
import java.util.List;

/// All that the rendering of a converted object depends on beside its records and its plan, as it
/// stood when the intent was made. So every rendering gives the same bytes, whatever became of the
/// table meanwhile.
///
/// @param at when the intent was made
/// @param errorKey the key of the object of records that have no rows
/// @param format how the file is written, to the last parameter
public record ConversionTerms(Instant at, String errorKey, FileFormat format, PinnedTable table) {

    /// The same without a table that records could be converted by.
    public ConversionTerms unusable(String code, String message) {
        return new ConversionTerms(at, errorKey, format, new PinnedTable.Unusable(code, message));
    }

    /// What the table was.
    public sealed interface PinnedTable {
        /// @param columns of the table's files
        record Found(String versionId, List<PinnedColumn> columns) implements PinnedTable {
            public Found {
                columns = List.copyOf(columns);
            }
        }

        /// No record can be converted.
        ///
        /// @param code as error objects show it
        /// @param message as error objects show it
        record Unusable(String code, String message) implements PinnedTable {}
    }

    /// @param type the text of a Hive type
    public record PinnedColumn(String name, String type) {}
}
