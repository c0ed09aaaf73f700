package io.hydrant.storage.api;

import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.file.Uploads;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.List;

/// Lists the parts of a multipart upload.
final class ListParts implements S3Operation {
    private final Uploads uploads;

    ListParts(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "ListParts";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        Upload upload = uploads.require(request.address(), request.query().text("uploadId"));
        int countMax = Math.min(request.number("max-parts", 1_000), 1_000);
        int after = request.number("part-number-marker", 0);
        List<UploadedPart> rest =
                uploads.parts(upload).stream().filter(part -> part.number() > after).toList();
        List<UploadedPart> shown = rest.subList(0, Math.min(countMax, rest.size()));
        XmlWriter xml = new XmlWriter().root("ListPartsResult");
        xml.element("Bucket", request.bucket()).element("Key", request.key());
        xml.element("UploadId", upload.id());
        Acl.owner(xml, "Initiator", request.caller().account());
        Acl.owner(xml, "Owner", request.caller().account());
        xml.element("StorageClass", ObjectHeaders.storageClass(upload.metadata()));
        if (!upload.checksumAlgorithm().isEmpty()) {
            xml.element("ChecksumAlgorithm", upload.checksumAlgorithm());
            xml.element("ChecksumType", upload.checksumType());
        }
        xml.element("PartNumberMarker", after);
        xml.element("NextPartNumberMarker", shown.isEmpty() ? 0 : shown.getLast().number());
        xml.element("MaxParts", countMax).element("IsTruncated", shown.size() < rest.size());
        for (UploadedPart part : shown) {
            xml.open("Part").element("PartNumber", part.number());
            xml.element("LastModified", S3Times.xml(upload.initiated()));
            xml.element("ETag", ObjectHeaders.quoted(part.etag())).element("Size", part.bytes());
            part.checksum()
                    .ifPresent(sum -> xml.element("Checksum" + sum.algorithm(), sum.value()));
            xml.close("Part");
        }
        return xml.close("ListPartsResult").response(200);
    }
}
