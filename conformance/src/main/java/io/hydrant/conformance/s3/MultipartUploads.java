package io.hydrant.conformance.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Uploads in parts: the object appears when the upload is completed. Safe for use by many threads.
final class MultipartUploads {
    private static final Pattern PART_NUMBER = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private final StoredObjects objects;
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<String, SortedMap<Integer, byte[]>> parts = new ConcurrentHashMap<>();

    MultipartUploads(StoredObjects objects) {
        this.objects = objects;
    }

    S3Answer carryOut(S3Call call, byte[] body) {
        if (call.has("uploads")) {
            String id = "upload-" + begun.incrementAndGet();
            parts.put(id, new TreeMap<>());
            return S3Answer.xml(
                    ("<InitiateMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key>"
                                    + "<UploadId>%s</UploadId></InitiateMultipartUploadResult>")
                            .formatted(call.bucket(), call.key(), id));
        }
        SortedMap<Integer, byte[]> upload = parts.get(call.parameter("uploadId"));
        if (upload == null) {
            return S3Answer.error(404, "NoSuchUpload", "The specified upload does not exist.");
        }
        synchronized (upload) {
            return switch (call.method()) {
                case "PUT" -> {
                    upload.put(Integer.parseInt(call.parameter("partNumber")), body);
                    yield S3Answer.stored(body);
                }
                case "POST" -> complete(call, upload, new String(body, StandardCharsets.UTF_8));
                case "DELETE" -> {
                    parts.remove(call.parameter("uploadId"));
                    yield S3Answer.empty(204);
                }
                default -> S3Answer.error(501, "NotImplemented", call.method());
            };
        }
    }

    private S3Answer complete(S3Call call, SortedMap<Integer, byte[]> upload, String list) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Matcher number = PART_NUMBER.matcher(list);
        while (number.find()) {
            byte[] part = upload.get(Integer.parseInt(number.group(1)));
            if (part == null) {
                return S3Answer.error(400, "InvalidPart", "A part could not be found.");
            }
            whole.writeBytes(part);
        }
        objects.put(call.bucket(), call.key(), whole.toByteArray());
        return S3Answer.xml(
                ("<CompleteMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key>"
                                + "<ETag>\"1\"</ETag></CompleteMultipartUploadResult>")
                        .formatted(call.bucket(), call.key()));
    }
}
