package io.hydrant.cli.convert;

import io.hydrant.formats.json.RowReader;

/// A document that is to be converted; the bytes belong to whoever made it.
///
/// @param bytes hold the document at `offset`, and [RowReader#SLACK_BYTES] more behind it
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
record Document(Block.Place place, byte[] bytes, int offset, int length) {
    /// Whether this is an array that begins with an object: readers would take its elements for the
    /// values of columns by their position, which nobody means who has such a file.
    boolean isList() {
        if (length == 0 || bytes[offset] != '[') {
            return false;
        }
        int at = offset + 1;
        while (at < offset + length && " \t\r\n".indexOf(bytes[at]) >= 0) {
            at++;
        }
        return at < offset + length && bytes[at] == '{';
    }
}
