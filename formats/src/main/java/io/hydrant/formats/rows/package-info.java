/// Rows of many open files in little memory.
///
/// ```
/// RowBatch -> RowStore, one per open file: rows one behind the other -> RowBatch -> RowFileWriter
///                 ^ chunks            v the largest stores, over the budget
///             RowMemory, one for all -> staging files
/// ```
///
/// An open file costs what its rows hold: an encoder is needed only when the file is written. A row
/// lies in one piece, so that appending to any of thousands of stores touches a cache line or two.
package io.hydrant.formats.rows;
