/// Databases: names for groups of tables.
package io.hydrant.catalog.database;
