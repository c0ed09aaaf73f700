/// From the bytes of a record straight into the columns, for whatever is usual.
///
/// ```
/// FastRowReader
///   └ ValueReader ─ ObjectShape, KeyName, MemberKeys   objects: which column a key means, guessed
///       │                                              from the object before
///       ├ ScalarReader ─ Target                        what a column makes of a value, compiled from
///       │   └ NumberScanner, BinaryFloat, Decimals, TextScanner, InstantText   its type and dialect
///       └ ValueSkipper                                 what no column wants, checked all the same
/// ```
///
/// Nothing here decides that a record is bad: whatever is not known to be exactly what the general
/// reader makes of it is handed over to that reader. Methods that scan take the position where they
/// begin and return the position behind what they took, or [Words#UNUSUAL]. A position given to
/// them is at most the record's end; what lies behind it may be looked at as far as
/// [io.hydrant.formats.json.RowReader#SLACK_BYTES] but is never taken: whoever takes a comma or the
/// closing bracket checks that the end was not passed.
package io.hydrant.formats.json.fast;
