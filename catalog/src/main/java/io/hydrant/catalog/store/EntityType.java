package io.hydrant.catalog.store;

/// The rows of the catalog and how they are named; [RowName] puts names together.
///
/// | type | name |
/// |---|---|
/// | `glue.database` | name of the database |
/// | `glue.table` | id of the database, name of the table |
/// | `glue.version` | id of the table, number that falls as versions rise; not the newest one |
/// | `glue.partition` | id of the table, values in order of the keys |
/// | `glue.crawler` | name of the crawler |
/// | `glue.removed` | id of a database or table that is gone; what lay under it may be there yet |
public enum EntityType {
    DATABASE("glue.database"),
    TABLE("glue.table"),
    VERSION("glue.version"),
    PARTITION("glue.partition"),
    CRAWLER("glue.crawler"),
    REMOVED("glue.removed");

    private final String typeName;

    EntityType(String typeName) {
        this.typeName = typeName;
    }

    String typeName() {
        return typeName;
    }
}
