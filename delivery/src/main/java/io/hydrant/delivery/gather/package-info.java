/// Records that wait in thousands of open partitions, in little memory.
///
/// ```
/// record -> RecordStore, one per open partition: records one behind the other -> RecordVisitor
///               ^ chunks            v the largest stores, over the budget
///           RecordMemory, one for all -> staging files
/// ```
///
/// Records are kept as they came, or as rows where they are to become a columnar file; lines and
/// files are made when the partition's object is written. So an open partition costs what its
/// records hold, and appending to any of thousands of stores touches a cache line or two.
///
/// A store is a copy of what the log holds, and may be given up at any time: its object is then
/// rendered from the log. Nothing here makes delivery wait or fail.
package io.hydrant.delivery.gather;
