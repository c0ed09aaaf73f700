/// Rows one by one as bytes, to keep them in little memory until their file is written.
///
/// ```
/// RowBatch -> RowCodec -> bytes -> RowCodec -> RowBatch
/// ```
///
/// A row lies in one piece, so that keeping it touches a cache line or two. Files are made of
/// columns, never of this.
package io.hydrant.formats.row;
