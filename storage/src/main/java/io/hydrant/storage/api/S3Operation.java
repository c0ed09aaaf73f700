package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// One operation of S3. Called by many threads at once.
interface S3Operation {
    /// As S3 names it, such as `PutObject`.
    String name();

    /// @throws ObjectStoreException with S3's code for a refusal
    /// @throws IOException if the client went away or the disk failed
    HttpResponse answer(S3Request request) throws IOException;
}
