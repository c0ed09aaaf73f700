/// Files of all formats but Parquet, read into rows of a table as Athena reads them.
package io.hydrant.query.engine.rows;
