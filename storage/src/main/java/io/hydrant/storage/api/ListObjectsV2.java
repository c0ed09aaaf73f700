package io.hydrant.storage.api;

import io.hydrant.storage.file.ListPage;
import io.hydrant.storage.file.ListQuery;
import io.hydrant.storage.file.ObjectListing;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Lists keys, second version: the token is opaque to clients and holds the last key told.
final class ListObjectsV2 implements S3Operation {
    private final ObjectListing listing;

    ListObjectsV2(ObjectListing listing) {
        this.listing = listing;
    }

    @Override
    public String name() {
        return "ListObjectsV2";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ListingXml list = ListingXml.of(request, "ListBucketResult");
        Query query = request.query();
        int countMax = list.countMax("max-keys");
        String prefix = query.text("prefix");
        String delimiter = query.text("delimiter");
        Optional<String> token = query.first("continuation-token");
        String after =
                token.filter(text -> !text.isEmpty())
                        .map(ListObjectsV2::read)
                        .orElse(query.text("start-after"));
        ListPage page =
                listing.list(request.bucket(), new ListQuery(prefix, delimiter, after, countMax));
        list.xml().element("Name", request.bucket());
        list.key("Prefix", prefix);
        list.keyIfAny("StartAfter", query.text("start-after"));
        token.ifPresent(text -> list.xml().element("ContinuationToken", text));
        if (page.truncated()) {
            list.xml().element("NextContinuationToken", write(page.last()));
        }
        list.xml().element("KeyCount", page.objects().size() + page.commonPrefixes().size());
        list.xml().element("MaxKeys", countMax);
        list.keyIfAny("Delimiter", delimiter);
        list.encodingType();
        list.xml().element("IsTruncated", page.truncated());
        list.entries(page, query.text("fetch-owner").equals("true"));
        return list.xml().close("ListBucketResult").response(200);
    }

    private static String write(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String token) {
        try {
            byte[] last = Base64.getUrlDecoder().decode(token);
            if (last.length > 0) {
                return new String(last, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            throw new ObjectStoreException(
                    "InvalidArgument", "The continuation token provided is incorrect", e);
        }
        throw new ObjectStoreException(
                "InvalidArgument", "The continuation token provided is incorrect");
    }
}
