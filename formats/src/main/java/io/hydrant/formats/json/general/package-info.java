/// The general way from JSON to rows: every record, whatever is unusual about it, and the reason
/// why one is rejected.
///
/// ```
/// bytes -> JsonDocuments -> JsonValue (a tree) -> Coercions (OpenX or Hive) -> column vectors
/// ```
///
/// A record is parsed document by document; each is coerced into the open row. Whatever fails takes
/// all rows of the record back. For one thread each.
package io.hydrant.formats.json.general;
