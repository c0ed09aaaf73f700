package io.hydrant.cli.convert;

import io.hydrant.formats.json.RowReader;

/// A document that is to be converted; the bytes belong to whoever made it.
final class Document {
    final Block.Place place;

    /// Hold the document at `offset`, and [RowReader#SLACK_BYTES] more behind it.
    final byte[] bytes;

    final int offset;
    final int length;

    Document(Block.Place place, byte[] bytes, int offset, int length) {
        this.place = place;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }
}
