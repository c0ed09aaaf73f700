package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.util.HashMap;
import java.util.Map;

/// How each refusal looks on the wire. No other class names a status of one.
final class S3Errors {
    /// @param text empty to tell the exception's own message
    private record Look(int status, String text) {}

    private static final Look DEFECT = new Look(500, "");
    private static final Map<String, Look> LOOKS = new HashMap<>();

    static {
        look(403, "AccessDenied", "Access Denied");
        look(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        look(400, "BadDigest", "");
        look(
                409,
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all"
                        + " users of the system. Please select a different name and try again.");
        look(
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own"
                        + " it.");
        look(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        look(
                400,
                "EntityTooLarge",
                "Your proposed upload exceeds the maximum allowed object size.");
        look(
                400,
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed object size.");
        look(
                400,
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP"
                        + " header");
        look(400, "IllegalLocationConstraintException", "");
        look(400, "InvalidArgument", "");
        look(400, "InvalidBucketName", "The specified bucket is not valid.");
        look(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
        look(
                400,
                "InvalidPart",
                "One or more of the specified parts could not be found.  The part may not have been"
                        + " uploaded, or the specified entity tag may not match the part's entity"
                        + " tag.");
        look(
                400,
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part"
                        + " number.");
        look(416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
        look(416, "InvalidRange", "The requested range is not satisfiable");
        look(400, "InvalidRequest", "");
        look(400, "InvalidStorageClass", "The storage class you specified is not valid");
        look(400, "InvalidTag", "");
        look(400, "InvalidURI", "Couldn't parse the specified URI.");
        look(400, "KeyTooLongError", "Your key is too long");
        look(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published"
                        + " schema");
        look(400, "MalformedPolicy", "");
        look(
                400,
                "MetadataTooLarge",
                "Your metadata headers exceed the maximum allowed metadata size");
        look(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        look(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        look(404, "NoSuchBucket", "The specified bucket does not exist");
        look(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
        look(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
        look(404, "NoSuchConfiguration", "The specified configuration does not exist.");
        look(404, "NoSuchKey", "The specified key does not exist.");
        look(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
        look(
                404,
                "NoSuchPublicAccessBlockConfiguration",
                "The public access block configuration was not found");
        look(404, "NoSuchTagSet", "The TagSet does not exist");
        look(
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload"
                        + " may have been aborted or completed.");
        look(404, "NoSuchVersion", "The specified version does not exist.");
        look(
                404,
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration");
        look(501, "NotImplemented", "");
        look(
                404,
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket");
        look(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
        look(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold");
        look(
                404,
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found");
    }

    private S3Errors() {}

    static HttpResponse toResponse(
            ObjectStoreException failure, S3Request request, String requestId) {
        Look look = LOOKS.getOrDefault(failure.code(), DEFECT);
        String code = LOOKS.containsKey(failure.code()) ? failure.code() : "InternalError";
        String text = look.text().isEmpty() ? failure.getMessage() : look.text();
        if (look == DEFECT) {
            text = "We encountered an internal error. Please try again.";
        }
        if (request.http().method().equals("HEAD")) {
            return HttpResponse.empty(look.status());
        }
        XmlWriter xml = new XmlWriter();
        xml.open("Error").element("Code", code).element("Message", text);
        switch (code) {
            case "NoSuchKey" -> xml.element("Key", request.key());
            case "NoSuchBucket", "BucketNotEmpty", "BucketAlreadyOwnedByYou" ->
                    xml.element("BucketName", request.bucket());
            case "PreconditionFailed" -> xml.element("Condition", lastWord(failure.getMessage()));
            case "MethodNotAllowed" -> xml.element("Method", request.http().method());
            case "KeyTooLongError" -> xml.element("MaxSizeAllowed", "1024");
            default -> xml.element("Resource", request.http().rawPath());
        }
        xml.element("RequestId", requestId).element("HostId", S3Endpoint.hostId(requestId));
        xml.close("Error");
        return xml.response(look.status());
    }

    static boolean isDefect(ObjectStoreException failure) {
        return !LOOKS.containsKey(failure.code());
    }

    /// The text S3 tells for a code in a list of results.
    static String text(ObjectStoreException failure) {
        Look look = LOOKS.getOrDefault(failure.code(), DEFECT);
        return look.text().isEmpty() ? failure.getMessage() : look.text();
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    private static void look(int status, String code, String text) {
        LOOKS.put(code, new Look(status, text));
    }
}
