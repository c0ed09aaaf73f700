package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

/// An operation of S3 that is not there, refused by its name.
record NotImplemented(String name) implements S3Operation {
    @Override
    public HttpResponse answer(S3Request request) {
        throw refusal(name);
    }

    /// @param feature a header, parameter or operation, as S3 names it
    static ObjectStoreException refusal(String feature) {
        return new ObjectStoreException(
                "NotImplemented",
                "A header or parameter you provided implies functionality that is not implemented: "
                        + feature);
    }
}
