package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.ObjectListing;
import io.hydrant.storage.file.Uploads;
import io.hydrant.storage.object.ObjectStoreException;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which operation a request is, by method, target and the parameter that names a sub-resource.
final class S3Routes {
    /// Sub-resources of objects that are not there.
    private static final List<String> OBJECT_MISSING =
            List.of(
                    "retention",
                    "legal-hold",
                    "torrent",
                    "restore",
                    "select",
                    "renameObject",
                    "annotation",
                    "encryption");

    /// Sub-resources of buckets that are not there, beside those of [BucketConfiguration].
    private static final List<String> BUCKET_MISSING =
            List.of("session", "metadataTable", "metadataConfiguration", "abac");

    /// Configurations a bucket may have several of.
    private static final Map<String, String> NAMED =
            Map.of(
                    "analytics", "Analytics",
                    "intelligent-tiering", "IntelligentTiering",
                    "inventory", "Inventory",
                    "metrics", "Metrics");

    private final Map<String, S3Operation> operations = new HashMap<>();
    private final Map<BucketConfiguration, List<S3Operation>> configurations =
            new EnumMap<>(BucketConfiguration.class);
    private final Buckets buckets;

    S3Routes(FileObjectStore store) {
        this.buckets = store.buckets();
        ObjectFiles objects = store.objects();
        ObjectListing listing = store.listing();
        Uploads uploads = store.uploads();
        List<S3Operation> all =
                List.of(
                        new AbortMultipartUpload(uploads),
                        new CompleteMultipartUpload(objects, uploads),
                        new CopyObject(objects),
                        new CreateBucket(buckets),
                        new CreateMultipartUpload(uploads),
                        new DeleteBucket(buckets),
                        new DeleteObject(objects),
                        new DeleteObjectTagging(objects),
                        new DeleteObjects(objects),
                        new GetBucketAcl(buckets),
                        new GetBucketLocation(buckets),
                        new GetBucketPolicyStatus(buckets),
                        new GetObject(objects),
                        new GetObjectAcl(objects),
                        new GetObjectAttributes(objects),
                        new GetObjectTagging(objects),
                        new HeadBucket(buckets),
                        new HeadObject(objects),
                        new ListBuckets(buckets),
                        new ListMultipartUploads(uploads),
                        new ListObjects(listing),
                        new ListObjectsV2(listing),
                        new ListObjectVersions(listing),
                        new ListParts(uploads),
                        new PutBucketAcl(buckets),
                        new PutObject(objects),
                        new PutObjectAcl(objects),
                        new PutObjectTagging(objects),
                        new UploadPart(objects, uploads),
                        new UploadPartCopy(objects, uploads));
        all.forEach(operation -> operations.put(operation.name(), operation));
        for (BucketConfiguration kind : BucketConfiguration.values()) {
            configurations.put(
                    kind,
                    List.of(
                            new GetBucketConfiguration(kind, buckets),
                            new PutBucketConfiguration(kind, buckets),
                            new DeleteBucketConfiguration(kind, buckets)));
        }
    }

    /// @throws ObjectStoreException `MethodNotAllowed`
    S3Operation of(S3Request request) {
        if (request.bucket().isEmpty()) {
            return named(request.http().method().equals("GET") ? "ListBuckets" : "");
        }
        return request.key().isEmpty() ? bucketOperation(request) : objectOperation(request);
    }

    private S3Operation bucketOperation(S3Request request) {
        Query query = request.query();
        String method = request.http().method();
        Optional<String> missing = BUCKET_MISSING.stream().filter(query::has).findFirst();
        if (missing.isPresent()) {
            return new NotImplemented(method + " ?" + missing.get());
        }
        Optional<BucketConfiguration> kind = BucketConfiguration.of(query);
        if (kind.isPresent()) {
            return configuration(method, kind.get());
        }
        Optional<String> several = NAMED.keySet().stream().filter(query::has).findFirst();
        if (several.isPresent()) {
            return method.equals("GET")
                    ? new GetNamedConfiguration(NAMED.get(several.get()), buckets)
                    : new NotImplemented(method + " ?" + several.get());
        }
        return named(
                switch (method) {
                    case "GET" -> bucketGet(query);
                    case "HEAD" -> "HeadBucket";
                    case "PUT" -> query.has("acl") ? "PutBucketAcl" : "CreateBucket";
                    case "DELETE" -> "DeleteBucket";
                    case "POST" -> query.has("delete") ? "DeleteObjects" : "PostObject";
                    default -> "";
                });
    }

    private static String bucketGet(Query query) {
        if (query.has("location")) {
            return "GetBucketLocation";
        }
        if (query.has("uploads")) {
            return "ListMultipartUploads";
        }
        if (query.has("versions")) {
            return "ListObjectVersions";
        }
        if (query.has("acl")) {
            return "GetBucketAcl";
        }
        if (query.has("policyStatus")) {
            return "GetBucketPolicyStatus";
        }
        return query.text("list-type").equals("2") ? "ListObjectsV2" : "ListObjects";
    }

    private S3Operation configuration(String method, BucketConfiguration kind) {
        List<S3Operation> three = configurations.get(kind);
        return switch (method) {
            case "GET" -> three.get(0);
            case "PUT" -> three.get(1);
            case "DELETE" -> three.get(2);
            default -> named("");
        };
    }

    private S3Operation objectOperation(S3Request request) {
        Query query = request.query();
        Optional<String> missing = OBJECT_MISSING.stream().filter(query::has).findFirst();
        if (missing.isPresent()) {
            return new NotImplemented(request.http().method() + " ?" + missing.get());
        }
        String version = query.text("versionId");
        if (!version.isEmpty() && !version.equals("null")) {
            throw new ObjectStoreException("NoSuchVersion", "there is no version " + version);
        }
        return named(
                switch (request.http().method()) {
                    case "GET" -> objectGet(query);
                    case "HEAD" -> "HeadObject";
                    case "PUT" -> objectPut(request);
                    case "POST" -> objectPost(query);
                    case "DELETE" -> objectDelete(query);
                    default -> "";
                });
    }

    private static String objectGet(Query query) {
        if (query.has("uploadId")) {
            return "ListParts";
        }
        if (query.has("tagging")) {
            return "GetObjectTagging";
        }
        if (query.has("acl")) {
            return "GetObjectAcl";
        }
        return query.has("attributes") ? "GetObjectAttributes" : "GetObject";
    }

    private static String objectPut(S3Request request) {
        Query query = request.query();
        boolean copies = request.header("x-amz-copy-source").isPresent();
        if (query.has("uploadId") || query.has("partNumber")) {
            return copies ? "UploadPartCopy" : "UploadPart";
        }
        if (query.has("tagging")) {
            return "PutObjectTagging";
        }
        if (query.has("acl")) {
            return "PutObjectAcl";
        }
        return copies ? "CopyObject" : "PutObject";
    }

    private static String objectPost(Query query) {
        if (query.has("uploads")) {
            return "CreateMultipartUpload";
        }
        return query.has("uploadId") ? "CompleteMultipartUpload" : "";
    }

    private static String objectDelete(Query query) {
        if (query.has("uploadId")) {
            return "AbortMultipartUpload";
        }
        return query.has("tagging") ? "DeleteObjectTagging" : "DeleteObject";
    }

    private S3Operation named(String name) {
        if (name.isEmpty()) {
            throw new ObjectStoreException(
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.");
        }
        return Optional.ofNullable(operations.get(name)).orElse(new NotImplemented(name));
    }
}
