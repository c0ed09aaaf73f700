package io.hydrant.streams.intake;

import java.nio.ByteBuffer;

/// Goes through the body of a request once. For one thread.
///
/// Methods that answer `boolean` read one thing at the present place and stand behind it, or answer
/// that it is not there as clients usually write it. After the first such answer that matters the
/// scan is given up, so none of them goes back.
public sealed interface BodyCursor permits JsonCursor, CborCursor {
    boolean openMap();

    boolean openList();

    /// Whether another member follows in the map or list that is open; it must be read next.
    boolean more();

    boolean closeMap();

    boolean closeList();

    /// Whether the body is over.
    boolean atEnd();

    /// Reads the name of a member when it is this one.
    boolean key(MemberName name);

    /// Reads text without escapes; see [#textStart()].
    boolean text();

    /// Where in the body the last text starts: well-formed UTF-8.
    int textStart();

    int textBytes();

    /// How many code points the last text has.
    int textCharacters();

    /// Reads a blob; see [#blobStart()].
    boolean blob();

    /// Where in [#blobs()] the last blob starts.
    int blobStart();

    int blobBytes();

    /// Holds the blobs that were read, at the places given.
    ByteBuffer blobs();
}
