package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

/// What `x-amz-copy-source` names, and under which conditions it may be copied.
record CopySource(ObjectAddress address, Conditions conditions) {

    /// @throws ObjectStoreException `InvalidArgument` if the header names no object
    static CopySource of(S3Request request) {
        String header = request.header("x-amz-copy-source").orElse("");
        int question = header.indexOf("?versionId=");
        if (question >= 0) {
            String version = header.substring(question + "?versionId=".length());
            if (!version.equals("null") && !version.isEmpty()) {
                throw new ObjectStoreException(
                        "NoSuchVersion", "there is no version " + version + " of the source");
            }
        }
        String path = PercentCoding.decode(question < 0 ? header : header.substring(0, question));
        String trimmed = path.startsWith("/") ? path.substring(1) : path;
        int slash = trimmed.indexOf('/');
        if (slash < 1 || slash == trimmed.length() - 1) {
            throw new ObjectStoreException(
                    "InvalidArgument",
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }
        ObjectAddress address =
                S3Request.address(trimmed.substring(0, slash), trimmed.substring(slash + 1));
        return new CopySource(address, Conditions.ofHeaders(request, "x-amz-copy-source-"));
    }

    void checkConditions(FileObject object) {
        switch (conditions.check(object)) {
            case HOLD -> {}
            case NOT_MODIFIED, FAILED ->
                    throw new ObjectStoreException(
                            "PreconditionFailed",
                            "At least one of the pre-conditions you specified did not hold:"
                                    + " x-amz-copy-source-If-"
                                    + conditions.failedName(object));
        }
    }
}
