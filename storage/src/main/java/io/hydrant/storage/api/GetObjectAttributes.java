package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells the attributes named in `x-amz-object-attributes`.
final class GetObjectAttributes implements S3Operation {
    private final ObjectFiles objects;

    GetObjectAttributes(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "GetObjectAttributes";
    }

    private static final Set<String> KNOWN =
            Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        Set<String> wanted =
                request.http().headers().all("x-amz-object-attributes").stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .map(String::trim)
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toSet());
        if (wanted.isEmpty() || !KNOWN.containsAll(wanted)) {
            throw new ObjectStoreException("InvalidArgument", "Invalid attribute name specified.");
        }
        FileObject object = objects.require(request.address());
        XmlWriter xml = new XmlWriter().root("GetObjectAttributesResponse");
        if (wanted.contains("ETag")) {
            xml.element("ETag", object.etag());
        }
        if (wanted.contains("Checksum") && object.metadata().checksum().isPresent()) {
            ObjectChecksum sum = object.metadata().checksum().get();
            xml.open("Checksum").element("Checksum" + sum.algorithm(), sum.value());
            xml.element("ChecksumType", sum.type()).close("Checksum");
        }
        if (wanted.contains("ObjectParts") && !object.metadata().upload().parts().isEmpty()) {
            parts(request, object, xml);
        }
        if (wanted.contains("StorageClass")) {
            xml.element("StorageClass", ObjectHeaders.storageClass(object.metadata()));
        }
        if (wanted.contains("ObjectSize")) {
            xml.element("ObjectSize", object.bytes());
        }
        HttpResponse response = xml.close("GetObjectAttributesResponse").response(200);
        response.headers().set("last-modified", S3Times.http(object.lastModified()));
        return response;
    }

    private static void parts(S3Request request, FileObject object, XmlWriter xml) {
        List<UploadedPart> all = object.metadata().upload().parts();
        int countMax = header(request, "x-amz-max-parts", 1_000);
        int after = header(request, "x-amz-part-number-marker", 0);
        List<UploadedPart> rest = all.stream().filter(part -> part.number() > after).toList();
        List<UploadedPart> shown = rest.subList(0, Math.min(countMax, rest.size()));
        xml.open("ObjectParts").element("PartsCount", all.size());
        xml.element("PartNumberMarker", after);
        xml.element("NextPartNumberMarker", shown.isEmpty() ? 0 : shown.getLast().number());
        xml.element("MaxParts", countMax).element("IsTruncated", shown.size() < rest.size());
        boolean hasSums = all.stream().anyMatch(part -> part.checksum().isPresent());
        for (UploadedPart part : hasSums ? shown : List.<UploadedPart>of()) {
            xml.open("Part").element("PartNumber", part.number()).element("Size", part.bytes());
            part.checksum()
                    .ifPresent(sum -> xml.element("Checksum" + sum.algorithm(), sum.value()));
            xml.close("Part");
        }
        xml.close("ObjectParts");
    }

    private static int header(S3Request request, String name, int fallback) {
        try {
            return request.header(name).map(Integer::parseInt).orElse(fallback);
        } catch (NumberFormatException e) {
            throw new ObjectStoreException("InvalidArgument", name + " must be a number", e);
        }
    }
}
