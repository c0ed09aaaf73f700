package io.hydrant.query.relation;

import io.hydrant.query.refusal.QueryFailure;

import java.util.Optional;

/// Finds what names in queries stand for, as of one caller. Safe for any thread.
public interface Relations {
    /// @param database lower case
    boolean hasDatabase(String database);

    /// @param database lower case
    /// @param table lower case
    /// @throws QueryFailure when the catalog's entry cannot be queried: a table without files, a
    ///   view of another engine
    Optional<Relation> find(String database, String table) throws QueryFailure;
}
