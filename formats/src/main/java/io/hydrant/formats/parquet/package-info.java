/// Parquet files.
package io.hydrant.formats.parquet;
