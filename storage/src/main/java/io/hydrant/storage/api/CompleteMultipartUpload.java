package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.ObjectMetadata;
import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.UploadTrace;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.file.Uploads;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Joins the parts of an upload into its object.
///
/// Completing again after the answer was lost gives the same answer, as long as the object is the
/// one that came of it.
final class CompleteMultipartUpload implements S3Operation {
    private final ObjectFiles objects;
    private final Uploads uploads;

    CompleteMultipartUpload(ObjectFiles objects, Uploads uploads) {
        this.objects = objects;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "CompleteMultipartUpload";
    }

    private static final int BODY_BYTES_MAX = 8 * 1024 * 1024;
    private static final long PART_BYTES_MIN = 5L << 20;

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        // The checksum of the request is the object's, not this document's.
        byte[] body = request.http().body().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw XmlElement.malformed("longer than " + BODY_BYTES_MAX + " bytes");
        }
        List<XmlElement> listed = XmlElement.parse(body, "CompleteMultipartUpload").all("Part");
        if (listed.isEmpty() || listed.size() > UploadPart.PARTS_MAX) {
            throw XmlElement.malformed("1-10,000 parts are allowed but were " + listed.size());
        }
        String uploadId = request.query().text("uploadId");
        Optional<FileObject> done = completed(request, uploadId);
        FileObject object =
                done.isPresent()
                        ? done.get()
                        : complete(request, uploads.require(request.address(), uploadId), listed);
        return answer(request, object);
    }

    private Optional<FileObject> completed(S3Request request, String uploadId) throws IOException {
        return objects.find(request.address())
                .filter(object -> !uploadId.isEmpty())
                .filter(object -> object.metadata().upload().uploadId().equals(uploadId));
    }

    private FileObject complete(S3Request request, Upload upload, List<XmlElement> listed)
            throws IOException {
        List<UploadedPart> parts = chosen(uploads.parts(upload), listed);
        try (ObjectDraft draft = uploads.join(upload, parts)) {
            ObjectMetadata metadata =
                    upload.metadata()
                            .withEtag(etag(parts))
                            .withChecksum(checksum(request, upload, parts, draft))
                            .withUpload(new UploadTrace(upload.id(), parts));
            FileObject object =
                    objects.commit(request.address(), metadata, draft, Conditions.ofWrite(request));
            uploads.remove(upload);
            return object;
        }
    }

    /// The parts the client lists, all there, in ascending order and long enough.
    private static List<UploadedPart> chosen(List<UploadedPart> there, List<XmlElement> listed) {
        Map<Integer, UploadedPart> byNumber =
                there.stream().collect(Collectors.toMap(UploadedPart::number, Function.identity()));
        List<UploadedPart> parts = new ArrayList<>();
        int before = 0;
        for (XmlElement element : listed) {
            int number = number(element.childText("PartNumber"));
            if (number <= before) {
                throw new ObjectStoreException(
                        "InvalidPartOrder", "part %d follows part %d".formatted(number, before));
            }
            before = number;
            UploadedPart part = byNumber.get(number);
            String etag = ObjectHeaders.unquoted(element.childText("ETag"));
            if (part == null || !part.etag().equals(etag) || !checksumHolds(part, element)) {
                throw new ObjectStoreException("InvalidPart", "part " + number + " is not there");
            }
            parts.add(part);
        }
        for (UploadedPart part : parts.subList(0, parts.size() - 1)) {
            if (part.bytes() < PART_BYTES_MIN) {
                throw new ObjectStoreException(
                        "EntityTooSmall",
                        "part %d has %d bytes".formatted(part.number(), part.bytes()));
            }
        }
        return parts;
    }

    private static boolean checksumHolds(UploadedPart part, XmlElement element) {
        return part.checksum().stream()
                .allMatch(
                        sum -> {
                            String given = element.childText("Checksum" + sum.algorithm());
                            return given.isEmpty() || given.equals(sum.value());
                        });
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw XmlElement.malformed("PartNumber is " + text);
        }
    }

    /// The MD5 of the parts' MD5s, and their count.
    private static String etag(List<UploadedPart> parts) {
        MessageDigest md5 = ChecksumAlgorithm.digest("MD5");
        parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
        return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
    }

    private static Optional<ObjectChecksum> checksum(
            S3Request request, Upload upload, List<UploadedPart> parts, ObjectDraft draft)
            throws IOException {
        Optional<ChecksumAlgorithm> algorithm = UploadPart.algorithm(upload);
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        String value =
                upload.checksumType().equals(ObjectChecksum.COMPOSITE)
                        ? composite(algorithm.get(), parts)
                        : whole(algorithm.get(), draft);
        Optional<String> expected = request.header(algorithm.get().header());
        String given = expected.orElse(value);
        if (!given.equals(value) && !value.startsWith(given + "-")) {
            throw new ObjectStoreException(
                    "BadDigest",
                    "The %s you specified did not match the calculated checksum."
                            .formatted(algorithm.get()));
        }
        return Optional.of(
                new ObjectChecksum(algorithm.get().name(), value, upload.checksumType()));
    }

    /// The checksum of the parts' checksums, and their count.
    private static String composite(ChecksumAlgorithm algorithm, List<UploadedPart> parts) {
        ChecksumAlgorithm.Running running = algorithm.start();
        for (UploadedPart part : parts) {
            String value = part.checksum().map(ObjectChecksum::value).orElse("");
            byte[] bytes = Base64.getDecoder().decode(value);
            running.update(bytes, 0, bytes.length);
        }
        return Base64.getEncoder().encodeToString(running.result()) + "-" + parts.size();
    }

    private static String whole(ChecksumAlgorithm algorithm, ObjectDraft draft) throws IOException {
        ChecksumAlgorithm.Running running = algorithm.start();
        draft.read(running::update);
        return Base64.getEncoder().encodeToString(running.result());
    }

    private static HttpResponse answer(S3Request request, FileObject object) {
        XmlWriter xml = new XmlWriter().root("CompleteMultipartUploadResult");
        String scheme = request.http().secure() ? "https" : "http";
        String host = request.header("host").orElse("localhost");
        xml.element("Location", scheme + "://" + host + request.http().rawPath());
        xml.element("Bucket", request.bucket()).element("Key", request.key());
        xml.element("ETag", ObjectHeaders.quoted(object.etag()));
        object.metadata()
                .checksum()
                .ifPresent(
                        sum -> {
                            xml.element("Checksum" + sum.algorithm(), sum.value());
                            xml.element("ChecksumType", sum.type());
                        });
        HttpResponse response = xml.close("CompleteMultipartUploadResult").response(200);
        ObjectHeaders.showEncryption(object.metadata(), response.headers());
        return response;
    }
}
