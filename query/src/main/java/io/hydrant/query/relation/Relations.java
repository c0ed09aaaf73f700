package io.hydrant.query.relation;

import io.hydrant.query.refusal.QueryFailure;

import java.util.List;
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

    /// Names of databases, lower case, in their order.
    ///
    /// @param most how many are given at most
    List<String> databases(int most);

    /// What the catalog tells of a table or view, also of one that cannot be queried.
    ///
    /// @param database lower case
    /// @param table lower case
    Optional<Entry> entry(String database, String table);

    /// All tables and views of a database, in the order of their names.
    ///
    /// @param database lower case; one that is not there has none
    /// @param most how many are given at most
    List<Entry> entries(String database, int most);
}
