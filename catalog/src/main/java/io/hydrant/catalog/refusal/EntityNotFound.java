package io.hydrant.catalog.refusal;

/// There is no such database, table, version, partition or function.
public final class EntityNotFound extends CatalogException {
    private static final long serialVersionUID = 1L;

    public EntityNotFound(String message) {
        super(message);
    }

    public static EntityNotFound database(String name) {
        return new EntityNotFound("Database " + name + " not found.");
    }

    public static EntityNotFound table(String name) {
        return new EntityNotFound("Table " + name + " not found.");
    }

    public static EntityNotFound crawler(String name) {
        return new EntityNotFound("Crawler entry with name " + name + " does not exist");
    }

    public static EntityNotFound partition() {
        return new EntityNotFound("Cannot find partition.");
    }
}
