/// A second, simple way from JSON to rows, which the real ones are compared with.
///
/// It has a parser and coercions of its own, written from the rules and for clarity: text into a
/// tree, the tree into plain objects. Nothing of it is shared with what it checks.
package io.hydrant.formats.json.reference;
