package io.hydrant.delivery.convert;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.Optional;

/// Finds the tables that conversions name. Safe for any thread.
public record CatalogTables(TableLookup lookup) {
    /// What error objects and refusals say of a table that is not there.
    public static final String NOT_FOUND =
            "The specified table/database could not be found. Please ensure that the"
                    + " table/database exists and that the values provided in the schema"
                    + " configuration are correct, especially with regards to casing.";

    /// The version that a reference names as of now; nothing when there is none, or when the
    /// reference cannot be one.
    public Optional<TableVersion> find(TableReference reference) {
        TableName name;
        try {
            name =
                    new TableName(
                            new AccountId(reference.catalogId()),
                            new Region(reference.region()),
                            reference.database(),
                            reference.table());
        } catch (InvalidArgument _) {
            return Optional.empty();
        }
        return reference.isLatest()
                ? lookup.latest(name)
                : lookup.version(name, reference.versionId());
    }
}
