/// Parquet files, written from columns.
///
/// ```
/// rows -> Shredder -> ColumnChunk (open page: PageValues, levels) -> PageWriter -> ByteChain
///                       one per leaf of ParquetSchema                    codec        |
/// file <- Footer, PageIndexes <- row group <------------------------------------------+
/// ```
///
/// All state of an open file is in [io.hydrant.formats.parquet.ColumnChunks], which is reused from
/// file to file through [io.hydrant.formats.parquet.ParquetBuffers].
package io.hydrant.formats.parquet;
