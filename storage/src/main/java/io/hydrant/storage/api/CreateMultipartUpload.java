package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectMetadata;
import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.Uploads;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Locale;

/// Begins a multipart upload.
final class CreateMultipartUpload implements S3Operation {
    private final Uploads uploads;

    CreateMultipartUpload(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "CreateMultipartUpload";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ObjectMetadata metadata = ObjectHeaders.read(request);
        String algorithm =
                request.header("x-amz-checksum-algorithm")
                        .map(name -> ChecksumAlgorithm.named(name).name())
                        .orElse("");
        String type = checksumType(request.header("x-amz-checksum-type").orElse(""), algorithm);
        Upload upload = uploads.create(request.address(), metadata, algorithm, type);
        XmlWriter xml = new XmlWriter().root("InitiateMultipartUploadResult");
        xml.element("Bucket", request.bucket()).element("Key", request.key());
        xml.element("UploadId", upload.id()).close("InitiateMultipartUploadResult");
        HttpResponse response = xml.response(200);
        ObjectHeaders.showEncryption(metadata, response.headers());
        if (!algorithm.isEmpty()) {
            response.headers().set("x-amz-checksum-algorithm", algorithm);
            response.headers().set("x-amz-checksum-type", type);
        }
        return response;
    }

    /// A CRC can be told of the whole object; a SHA only of its parts' sums.
    private static String checksumType(String asked, String algorithm) {
        if (algorithm.isEmpty()) {
            if (!asked.isEmpty()) {
                throw new ObjectStoreException(
                        "InvalidRequest",
                        "The x-amz-checksum-type header can only be used with the"
                                + " x-amz-checksum-algorithm header.");
            }
            return "";
        }
        boolean whole = algorithm.equals("CRC64NVME");
        String type = asked;
        if (asked.isEmpty()) {
            type = whole ? ObjectChecksum.FULL_OBJECT : ObjectChecksum.COMPOSITE;
        }
        boolean impossible =
                switch (type) {
                    case ObjectChecksum.FULL_OBJECT -> algorithm.startsWith("SHA");
                    case ObjectChecksum.COMPOSITE -> whole;
                    default -> true;
                };
        if (impossible) {
            throw new ObjectStoreException(
                    "InvalidRequest",
                    "The %s checksum type cannot be used with the %s checksum algorithm."
                            .formatted(type, algorithm.toLowerCase(Locale.ROOT)));
        }
        return type;
    }
}
