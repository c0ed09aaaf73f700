/// What is known of data at rest: databases, tables, partitions.
package io.hydrant.catalog;
