package io.hydrant.catalog.table;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.Locale;

/// Names a table. Names of databases and tables are stored in lower case and found in any.
///
/// @param catalog the account that the catalog belongs to
public record TableName(AccountId catalog, Region region, String database, String table) {
    public TableName {
        database = database.toLowerCase(Locale.ROOT);
        table = table.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
