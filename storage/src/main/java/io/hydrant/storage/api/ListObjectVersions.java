package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ListPage;
import io.hydrant.storage.file.ListQuery;
import io.hydrant.storage.file.ObjectListing;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Lists the versions of objects: without versioning each has one, called `null`.
final class ListObjectVersions implements S3Operation {
    private final ObjectListing listing;

    ListObjectVersions(ObjectListing listing) {
        this.listing = listing;
    }

    @Override
    public String name() {
        return "ListObjectVersions";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ListingXml list = ListingXml.of(request, "ListVersionsResult");
        Query query = request.query();
        int countMax = list.countMax("max-keys");
        String prefix = query.text("prefix");
        String delimiter = query.text("delimiter");
        String marker = query.text("key-marker");
        ListPage page =
                listing.list(request.bucket(), new ListQuery(prefix, delimiter, marker, countMax));
        list.xml().element("Name", request.bucket());
        list.key("Prefix", prefix);
        list.key("KeyMarker", marker);
        list.xml().element("VersionIdMarker", query.text("version-id-marker"));
        if (page.truncated()) {
            list.key("NextKeyMarker", page.last());
            list.xml().element("NextVersionIdMarker", "null");
        }
        list.xml().element("MaxKeys", countMax);
        list.keyIfAny("Delimiter", delimiter);
        list.encodingType();
        list.xml().element("IsTruncated", page.truncated());
        for (FileObject object : page.objects()) {
            list.xml().open("Version");
            list.key("Key", object.address().key());
            list.xml().element("VersionId", "null").element("IsLatest", true);
            list.describe(object);
            Acl.owner(list.xml(), "Owner", list.owner());
            list.xml().close("Version");
        }
        list.prefixes(page);
        return list.xml().close("ListVersionsResult").response(200);
    }
}
