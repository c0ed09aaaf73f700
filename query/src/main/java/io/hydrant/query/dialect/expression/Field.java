package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.SqlType;

import java.util.List;
import java.util.Optional;

/// A column that names in a query can stand for.
///
/// @param qualifier names of its relation, outermost first, lower case: catalog, database and
///   table, or an alias alone
/// @param name lower case; empty when it can only be had with `*`
/// @param sql how the engine is asked for it
/// @param origin the partition key or hidden column of a scan that it is, unchanged
public record Field(
        List<String> qualifier,
        Optional<String> name,
        String sql,
        SqlType type,
        Optional<Origin> origin) {
    /// Where a field's values come from, when they are one for each file.
    ///
    /// @param scan number of the scan; below 0 for one of `information_schema`
    /// @param column its name there
    /// @param hidden not a partition key but a column such as `$path`, which `*` leaves out
    public record Origin(int scan, String column, boolean hidden) {}

    public Field {
        qualifier = List.copyOf(qualifier);
    }

    public boolean isHidden() {
        return origin.isPresent() && origin.get().hidden();
    }

    /// The same where its origin does not tell about the rows any more, as behind an outer join.
    public Field withoutOrigin() {
        return isHidden() ? this : new Field(qualifier, name, sql, type, Optional.empty());
    }
}
