package io.hydrant.delivery.plan;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.Base64;
import java.util.Optional;

/// How records are taken apart before anything else is done with them.
///
/// @param decompression whether records are gzip and are decompressed
/// @param messageExtraction whether only the message texts of CloudWatch Logs are kept; needs
///   `decompression`
/// @param deAggregation how a record is split into several, if it is
public record SubRecordRules(
        boolean decompression, boolean messageExtraction, Optional<DeAggregation> deAggregation) {
    /// Records stay as they are.
    public static final SubRecordRules NONE = new SubRecordRules(false, false, Optional.empty());

    public SubRecordRules {
        if (messageExtraction && !decompression) {
            throw new InvalidArgument("messageExtraction needs decompression but it is off");
        }
    }

    /// What is between two records.
    public sealed interface DeAggregation {
        /// Nothing, or white space: records are JSON values.
        record Json() implements DeAggregation {}

        /// @param delimiterBase64 the delimiter's bytes, at least one, as they are configured
        record Delimited(String delimiterBase64) implements DeAggregation {
            public Delimited {
                if (decoded(delimiterBase64).length == 0) {
                    throw new InvalidArgument("delimiterBase64 must not be empty");
                }
            }

            public byte[] delimiter() {
                return decoded(delimiterBase64);
            }

            private static byte[] decoded(String base64) {
                try {
                    return Base64.getDecoder().decode(base64);
                } catch (IllegalArgumentException _) {
                    throw new InvalidArgument("delimiterBase64 must be Base64 but was " + base64);
                }
            }
        }
    }
}
