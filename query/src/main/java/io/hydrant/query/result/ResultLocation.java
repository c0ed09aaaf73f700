package io.hydrant.query.result;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.storage.object.ObjectAddress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder that results are written to.
///
/// @param prefix empty, or ends with a slash
public record ResultLocation(String bucket, String prefix) {
    private static final Pattern TEXT =
            Pattern.compile("s3a?://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?", Pattern.DOTALL);

    /// @param text such as `s3://bucket/results`; a slash at its end makes no difference
    /// @throws InvalidRequest when it is none
    public static ResultLocation of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidRequest(
                    "outputLocation is not a valid S3 path: '"
                            + text
                            + "' must look like s3://bucket/prefix/");
        }
        String prefix = matcher.group(2) == null ? "" : matcher.group(2);
        ResultLocation location =
                new ResultLocation(
                        matcher.group(1),
                        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        try {
            location.object("0".repeat(64));
        } catch (InvalidArgument _) {
            throw new InvalidRequest("outputLocation is too long: its keys would be.");
        }
        return location;
    }

    /// @param name of the file in the folder
    public ObjectAddress object(String name) {
        return new ObjectAddress(bucket, prefix + name);
    }

    /// With the slash at its end.
    public String text() {
        return "s3://" + bucket + "/" + prefix;
    }
}
