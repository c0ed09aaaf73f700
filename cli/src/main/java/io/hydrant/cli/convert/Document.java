package io.hydrant.cli.convert;

import io.hydrant.formats.json.RowReader;

/// A document that is to be converted; the bytes belong to whoever made it.
///
/// @param bytes hold the document at `offset`, and [RowReader#SLACK_BYTES] more behind it
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
record Document(Block.Place place, byte[] bytes, int offset, int length) {}
