package io.hydrant.storage.object;

import java.io.InputStream;

/// An open object, or a part of one. Whoever opened it closes the stream.
///
/// @param byteCount how many bytes the stream gives
public record ObjectContent(StoredObject object, long byteCount, InputStream stream) {}
