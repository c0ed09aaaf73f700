/// Takes records apart before a function, a key or a conversion sees them.
///
/// ```
/// record -> Decompression -> LogMessages -> JsonDeAggregation or DelimitedDeAggregation -> sub-records
///                 '-------------- a failure of the whole record ---------------'
/// ```
///
/// Nothing here has state, reads a clock or starts a thread: the same bytes under the same rules
/// give the same list, so a sub-record is named by its index for ever. Every record gives at least
/// one sub-record, perhaps an empty one, so that none vanishes unseen. A failure concerns the whole
/// record; what goes to the error output is the record as it came.
package io.hydrant.delivery.subrecord;
