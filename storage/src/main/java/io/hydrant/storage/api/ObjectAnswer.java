package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.object.BoundedStream;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpResponse;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer to GET and HEAD of an object: conditions first, then the range.
///
/// @param byteCount of the body; 0 where there is none
record ObjectAnswer(int status, Headers headers, long firstByte, long byteCount) {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");

    /// Parameters that replace headers of the answer.
    private static final Map<String, String> OVERRIDES =
            Map.of(
                    "response-content-type", "content-type",
                    "response-content-language", "content-language",
                    "response-expires", "expires",
                    "response-cache-control", "cache-control",
                    "response-content-disposition", "content-disposition",
                    "response-content-encoding", "content-encoding");

    /// @throws ObjectStoreException `PreconditionFailed`, `InvalidRange`, `InvalidPartNumber`
    static ObjectAnswer of(FileObject object, S3Request request) {
        Conditions conditions = Conditions.ofHeaders(request, "");
        switch (conditions.check(object)) {
            case HOLD -> {}
            case NOT_MODIFIED -> {
                return notModified(object);
            }
            case FAILED ->
                    throw new ObjectStoreException(
                            "PreconditionFailed",
                            "At least one of the pre-conditions you specified did not hold: If-"
                                    + conditions.failedName(object));
        }
        Headers headers = new Headers();
        ObjectHeaders.show(object, headers);
        OVERRIDES.forEach(
                (parameter, header) ->
                        request.query()
                                .first(parameter)
                                .filter(value -> !value.isEmpty())
                                .ifPresent(value -> headers.set(header, value)));
        Optional<ByteRange> range = range(object, request, headers);
        if (request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED")) {
            ObjectHeaders.showChecksum(checksum(object, request, range), headers);
        }
        if (range.isEmpty()) {
            headers.set("content-length", Long.toString(object.bytes()));
            return new ObjectAnswer(200, headers, 0, object.bytes());
        }
        long first = range.get().first();
        long count = range.get().count();
        headers.set("content-length", Long.toString(count));
        headers.set(
                "content-range",
                "bytes %d-%d/%d".formatted(first, first + count - 1, object.bytes()));
        return new ObjectAnswer(206, headers, first, count);
    }

    /// Without a body: the length of it stands in the headers.
    HttpResponse head() {
        return new HttpResponse(status, headers, new HttpResponse.Body.Bytes(new byte[0]));
    }

    /// With the bytes of a file, which is closed after.
    HttpResponse body(FileChannel channel) {
        return new HttpResponse(
                status,
                headers,
                new HttpResponse.Body.Stream(
                        byteCount,
                        out -> {
                            try (channel) {
                                channel.position(firstByte);
                                InputStream rest = Channels.newInputStream(channel);
                                InputStream bytes = new BoundedStream(rest, byteCount);
                                byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, byteCount)];
                                for (int n = bytes.read(buffer); n > 0; n = bytes.read(buffer)) {
                                    out.write(buffer, 0, n);
                                }
                            }
                        }));
    }

    private static ObjectAnswer notModified(FileObject object) {
        Headers headers = new Headers();
        headers.set("etag", ObjectHeaders.quoted(object.etag()));
        headers.set("last-modified", S3Times.http(object.lastModified()));
        return new ObjectAnswer(304, headers, 0, 0);
    }

    /// The checksum of what is sent: of all of it or of one part; a range has none.
    private static Optional<ObjectChecksum> checksum(
            FileObject object, S3Request request, Optional<ByteRange> range) {
        Optional<ObjectChecksum> whole = object.metadata().checksum();
        if (range.isEmpty()) {
            return whole;
        }
        if (request.query().first("partNumber").isEmpty()) {
            return Optional.empty();
        }
        List<UploadedPart> parts = object.metadata().upload().parts();
        if (parts.isEmpty()) {
            return whole;
        }
        int number = UploadPart.partNumber(request);
        return parts.stream()
                .filter(part -> part.number() == number)
                .flatMap(part -> part.checksum().stream())
                .map(sum -> whole.map(all -> sum.withType(all.type())).orElse(sum))
                .findFirst();
    }

    private static Optional<ByteRange> range(
            FileObject object, S3Request request, Headers headers) {
        Optional<String> part = request.query().first("partNumber");
        Optional<String> range = request.header("range");
        if (part.isPresent()) {
            if (range.isPresent()) {
                throw new ObjectStoreException(
                        "InvalidRequest",
                        "Cannot specify both Range header and partNumber query parameter");
            }
            return partRange(object, UploadPart.partNumber(request), headers);
        }
        Optional<String> unchanged = request.header("if-range");
        if (range.isEmpty() || unchanged.isPresent() && !isSame(object, unchanged.get())) {
            return Optional.empty();
        }
        return byteRange(range.get(), object.bytes());
    }

    private static boolean isSame(FileObject object, String condition) {
        return ObjectHeaders.unquoted(condition).equals(object.etag())
                || condition.equals(S3Times.http(object.lastModified()));
    }

    /// What is no range of one stretch of bytes is no range at all, says HTTP.
    private static Optional<ByteRange> byteRange(String header, long bytes) {
        Matcher matcher = RANGE.matcher(header);
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        long first = number(matcher.group(1), -1);
        long last = number(matcher.group(2), Long.MAX_VALUE);
        if (first < 0) {
            first = Math.max(0, bytes - last);
            if (last == 0) {
                throw unsatisfiable(header, bytes);
            }
            last = bytes - 1;
        } else if (last < first) {
            return Optional.empty();
        }
        if (first >= bytes) {
            throw unsatisfiable(header, bytes);
        }
        return Optional.of(new ByteRange(first, Math.min(last, bytes - 1) - first + 1));
    }

    private static Optional<ByteRange> partRange(FileObject object, int number, Headers headers) {
        List<UploadedPart> parts = object.metadata().upload().parts();
        if (parts.isEmpty()) {
            if (number > 1) {
                throw noPart(number);
            }
            return object.bytes() == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(0, object.bytes()));
        }
        headers.set("x-amz-mp-parts-count", Integer.toString(parts.size()));
        long first = 0;
        for (UploadedPart part : parts) {
            if (part.number() == number) {
                return Optional.of(new ByteRange(first, part.bytes()));
            }
            first += part.bytes();
        }
        throw noPart(number);
    }

    private static long number(String digits, long fallback) {
        if (digits.isEmpty()) {
            return fallback;
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static ObjectStoreException unsatisfiable(String range, long bytes) {
        return new ObjectStoreException(
                "InvalidRange", "the object has %d bytes, asked were %s".formatted(bytes, range));
    }

    private static ObjectStoreException noPart(int number) {
        return new ObjectStoreException("InvalidPartNumber", "there is no part " + number);
    }
}
