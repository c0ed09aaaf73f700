/// Records into columns, columns into files.
///
/// ```
/// record bytes -> json -> column (rows, column by column) -> file: parquet, orc
///                  ^ schema
/// ```
///
/// Nothing here knows where records come from or where files go: bytes in, bytes out.
package io.hydrant.formats;
