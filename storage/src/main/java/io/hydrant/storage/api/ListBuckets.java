package io.hydrant.storage.api;

import io.hydrant.storage.file.Bucket;
import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.List;

/// Lists the buckets of the caller, page by page when asked.
final class ListBuckets implements S3Operation {
    private final Buckets buckets;

    ListBuckets(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "ListBuckets";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        String prefix = request.query().text("prefix");
        String after = request.query().text("continuation-token");
        int countMax = Math.max(1, Math.min(request.number("max-buckets", 10_000), 10_000));
        List<Bucket> found =
                buckets.list().stream()
                        .filter(bucket -> bucket.name().startsWith(prefix))
                        .filter(bucket -> bucket.name().compareTo(after) > 0)
                        .toList();
        XmlWriter xml = new XmlWriter().root("ListAllMyBucketsResult");
        Acl.owner(xml, "Owner", request.caller().account());
        xml.open("Buckets");
        for (Bucket bucket : found.subList(0, Math.min(countMax, found.size()))) {
            xml.open("Bucket").element("Name", bucket.name());
            xml.element("CreationDate", S3Times.xml(bucket.created()));
            if (request.query().has("max-buckets")) {
                xml.element("BucketRegion", bucket.region().value());
            }
            xml.close("Bucket");
        }
        xml.close("Buckets");
        if (found.size() > countMax) {
            xml.element("ContinuationToken", found.get(countMax - 1).name());
        }
        if (!prefix.isEmpty()) {
            xml.element("Prefix", prefix);
        }
        return xml.close("ListAllMyBucketsResult").response(200);
    }
}
