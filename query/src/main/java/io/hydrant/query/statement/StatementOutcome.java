package io.hydrant.query.statement;

import java.util.Optional;

/// What a statement that succeeded has done, besides the rows it gave.
///
/// @param substatement such as `SELECT`, `CREATE_TABLE_AS_SELECT`, `MSCK_REPAIR`
/// @param updateCount rows written by `INSERT` and `CREATE TABLE AS`; 0 for all others
/// @param manifestLocation `s3://` address of the list of data files that were written
public record StatementOutcome(
        String substatement, long updateCount, Optional<String> manifestLocation) {
    /// Of a statement that wrote no data.
    public static StatementOutcome of(String substatement) {
        return new StatementOutcome(substatement, 0, Optional.empty());
    }
}
