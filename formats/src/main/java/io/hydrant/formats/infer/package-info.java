/// Finds a schema for documents that have none.
///
/// Every value widens the type of its field, so the order of documents changes the order of columns
/// and nothing else. No type is chosen that would lose what the sample holds, but for whole numbers
/// that stand beside fractions.
package io.hydrant.formats.infer;
