/// `CREATE TABLE` as Hive and Athena write it: read for its columns and for how its JSON is
/// understood, and written to show a schema. Other statements are refused.
package io.hydrant.formats.ddl;
