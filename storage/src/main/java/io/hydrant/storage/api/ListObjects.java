package io.hydrant.storage.api;

import io.hydrant.storage.file.ListPage;
import io.hydrant.storage.file.ListQuery;
import io.hydrant.storage.file.ObjectListing;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Lists keys, first version: the marker is a key.
final class ListObjects implements S3Operation {
    private final ObjectListing listing;

    ListObjects(ObjectListing listing) {
        this.listing = listing;
    }

    @Override
    public String name() {
        return "ListObjects";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ListingXml list = ListingXml.of(request, "ListBucketResult");
        Query query = request.query();
        int countMax = list.countMax("max-keys");
        String prefix = query.text("prefix");
        String delimiter = query.text("delimiter");
        String marker = query.text("marker");
        ListPage page =
                listing.list(request.bucket(), new ListQuery(prefix, delimiter, marker, countMax));
        list.xml().element("Name", request.bucket());
        list.key("Prefix", prefix);
        list.key("Marker", marker);
        if (page.truncated() && !delimiter.isEmpty()) {
            list.key("NextMarker", page.last());
        }
        list.xml().element("MaxKeys", countMax);
        list.keyIfAny("Delimiter", delimiter);
        list.encodingType();
        list.xml().element("IsTruncated", page.truncated());
        list.entries(page, true);
        return list.xml().close("ListBucketResult").response(200);
    }
}
