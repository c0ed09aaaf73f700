package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.WriteCondition;
import io.hydrant.storage.object.ObjectStoreException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The conditions of a request on an object's ETag and time.
///
/// An ETag's condition that holds overrules the time's of the same sense.
///
/// Source: RFC 9110, 13.2.2; Amazon S3 API Reference, GetObject.
record Conditions(
        Optional<String> match,
        Optional<String> noneMatch,
        Optional<Instant> modifiedSince,
        Optional<Instant> unmodifiedSince) {
    private static final List<String> DELETE_CONDITIONS_REFUSED =
            List.of("x-amz-if-match-last-modified-time", "x-amz-if-match-size");

    enum Result {
        HOLD,
        NOT_MODIFIED,
        FAILED
    }

    /// @param start of the headers' names, such as `x-amz-copy-source-`
    static Conditions ofHeaders(S3Request request, String start) {
        return new Conditions(
                request.header(start + "if-match"),
                request.header(start + "if-none-match"),
                request.header(start + "if-modified-since").flatMap(S3Times::parse),
                request.header(start + "if-unmodified-since").flatMap(S3Times::parse));
    }

    /// The condition of an upload.
    static WriteCondition ofWrite(S3Request request) {
        Optional<String> absent = request.header("if-none-match");
        Optional<String> match = request.header("if-match");
        if (absent.isPresent() && match.isPresent()
                || absent.isPresent() && !absent.get().trim().equals("*")) {
            throw new ObjectStoreException(
                    "NotImplemented",
                    "A header you provided implies functionality that is not implemented:"
                            + " If-None-Match");
        }
        if (absent.isPresent()) {
            return new WriteCondition.IfAbsent();
        }
        return match.isPresent()
                ? new WriteCondition.IfMatch(ObjectHeaders.unquoted(match.get()))
                : WriteCondition.NONE;
    }

    /// A directory bucket's conditions by time and size are refused: a delete that ignored them
    /// would remove what the caller wanted to keep.
    static WriteCondition ofDelete(S3Request request) {
        for (String header : DELETE_CONDITIONS_REFUSED) {
            if (request.header(header).isPresent()) {
                throw NotImplemented.refusal(header);
            }
        }
        return request.header("if-match")
                .map(ObjectHeaders::unquoted)
                .<WriteCondition>map(WriteCondition.IfMatch::new)
                .orElse(WriteCondition.NONE);
    }

    Result check(FileObject object) {
        if (match.isPresent()) {
            if (!names(match.get(), object.etag())) {
                return Result.FAILED;
            }
        } else if (unmodifiedSince.isPresent() && time(object).isAfter(unmodifiedSince.get())) {
            return Result.FAILED;
        }
        if (noneMatch.isPresent()) {
            return names(noneMatch.get(), object.etag()) ? Result.NOT_MODIFIED : Result.HOLD;
        }
        boolean same = modifiedSince.isPresent() && !time(object).isAfter(modifiedSince.get());
        return same ? Result.NOT_MODIFIED : Result.HOLD;
    }

    /// Which condition a failed check is told to be.
    String failedName(FileObject object) {
        if (check(object) == Result.NOT_MODIFIED) {
            return noneMatch.isPresent() ? "None-Match" : "Modified-Since";
        }
        return match.isPresent() ? "Match" : "Unmodified-Since";
    }

    private static boolean names(String header, String etag) {
        return Arrays.stream(header.split(","))
                .map(String::trim)
                .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                .map(ObjectHeaders::unquoted)
                .anyMatch(given -> given.equals("*") || given.equals(etag));
    }

    private static Instant time(FileObject object) {
        return S3Times.seconds(object.lastModified());
    }
}
