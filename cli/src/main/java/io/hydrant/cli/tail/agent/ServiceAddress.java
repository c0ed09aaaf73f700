package io.hydrant.cli.tail.agent;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `kinesis.endpoint` and its like say about where requests go.
///
/// @param region of AWS, for the signature
/// @param server a server that is not AWS's
/// @param aws the endpoint of AWS that is written there, and not used
public record ServiceAddress(Optional<String> region, Optional<URI> server, Optional<String> aws) {
    private static final Pattern AWS_HOST =
            Pattern.compile("(.*\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws)");
    private static final Pattern REGION =
            Pattern.compile("(?:^|\\.)([a-z]{2}(?:-[a-z]+)+-\\d+)\\.");

    /// With a region for the case that nothing here names one.
    ServiceAddress inRegionElse(Optional<String> otherwise) {
        return new ServiceAddress(region.or(() -> otherwise), server, aws);
    }

    /// @throws IllegalArgumentException when it is no endpoint
    static ServiceAddress of(Optional<String> endpoint, Optional<String> region) {
        if (endpoint.isEmpty()) {
            return new ServiceAddress(region, Optional.empty(), Optional.empty());
        }
        String written = endpoint.get();
        URI uri = URI.create(written.contains("://") ? written : "https://" + written);
        String host = uri.getHost();
        if (host == null || !uri.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "must look like kinesis.us-east-1.amazonaws.com or http://127.0.0.1:4566");
        }
        if (!AWS_HOST.matcher(host).matches()) {
            return new ServiceAddress(region, Optional.of(uri), Optional.empty());
        }
        Matcher found = REGION.matcher(host);
        Optional<String> named =
                found.find() ? Optional.of(found.group(1)) : Optional.of("us-east-1");
        return new ServiceAddress(region.or(() -> named), Optional.empty(), endpoint);
    }
}
