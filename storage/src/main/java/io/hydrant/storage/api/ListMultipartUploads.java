package io.hydrant.storage.api;

import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.Uploads;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lists the open multipart uploads of a bucket in order of key and time.
final class ListMultipartUploads implements S3Operation {
    private final Uploads uploads;

    ListMultipartUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "ListMultipartUploads";
    }

    /// What one answer holds.
    private record Page(List<Upload> shown, Set<String> rolled, boolean truncated) {}

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ListingXml list = ListingXml.of(request, "ListMultipartUploadsResult");
        Page page = page(uploads.list(request.bucket()), list);
        render(list, page);
        return list.xml().close("ListMultipartUploadsResult").response(200);
    }

    private static Page page(List<Upload> all, ListingXml list) {
        Query query = list.request().query();
        String prefix = query.text("prefix");
        String delimiter = query.text("delimiter");
        String marker = query.text("key-marker");
        List<Upload> shown = new ArrayList<>();
        Set<String> rolled = new LinkedHashSet<>();
        for (Upload upload : behind(all, marker, query.text("upload-id-marker"))) {
            String key = upload.address().key();
            if (!key.startsWith(prefix)) {
                continue;
            }
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String start = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
            if (!start.isEmpty() && (rolled.contains(start) || !isAfter(start, marker))) {
                continue;
            }
            if (shown.size() + rolled.size() == list.countMax("max-uploads")) {
                return new Page(shown, rolled, true);
            }
            if (start.isEmpty()) {
                shown.add(upload);
            } else {
                rolled.add(start);
            }
        }
        return new Page(shown, rolled, false);
    }

    /// Those of later keys, and those of the marker's key that follow the upload named.
    private static List<Upload> behind(List<Upload> all, String marker, String idMarker) {
        List<Upload> behind = new ArrayList<>();
        boolean idSeen = false;
        for (Upload upload : all) {
            boolean sameKey = upload.address().key().equals(marker);
            if (isAfter(upload.address().key(), marker) || sameKey && idSeen) {
                behind.add(upload);
            }
            idSeen |= sameKey && upload.id().equals(idMarker);
        }
        return behind;
    }

    private static boolean isAfter(String key, String marker) {
        return Arrays.compareUnsigned(
                        key.getBytes(StandardCharsets.UTF_8),
                        marker.getBytes(StandardCharsets.UTF_8))
                > 0;
    }

    private static void render(ListingXml list, Page page) {
        Query query = list.request().query();
        XmlWriter xml = list.xml();
        xml.element("Bucket", list.request().bucket());
        list.key("KeyMarker", query.text("key-marker"));
        xml.element("UploadIdMarker", query.text("upload-id-marker"));
        if (page.truncated()) {
            Optional<Upload> last = page.shown().stream().reduce((_, next) -> next);
            String lastKey = last.map(upload -> upload.address().key()).orElse("");
            String lastRolled = page.rolled().stream().reduce("", (_, next) -> next);
            boolean endsWithUpload = isAfter(lastKey, lastRolled);
            list.key("NextKeyMarker", endsWithUpload ? lastKey : lastRolled);
            String id = endsWithUpload ? last.map(Upload::id).orElse("") : "";
            xml.element("NextUploadIdMarker", id);
        }
        list.key("Prefix", query.text("prefix"));
        list.keyIfAny("Delimiter", query.text("delimiter"));
        list.encodingType();
        xml.element("MaxUploads", list.countMax("max-uploads"));
        xml.element("IsTruncated", page.truncated());
        for (Upload upload : page.shown()) {
            xml.open("Upload");
            list.key("Key", upload.address().key());
            xml.element("UploadId", upload.id());
            Acl.owner(xml, "Initiator", list.owner());
            Acl.owner(xml, "Owner", list.owner());
            xml.element("StorageClass", ObjectHeaders.storageClass(upload.metadata()));
            xml.element("Initiated", S3Times.xml(upload.initiated())).close("Upload");
        }
        for (String prefix : page.rolled()) {
            xml.open("CommonPrefixes");
            list.key("Prefix", prefix);
            xml.close("CommonPrefixes");
        }
    }
}
