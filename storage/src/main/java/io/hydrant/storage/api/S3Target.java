package io.hydrant.storage.api;

import io.hydrant.wire.http.HttpRequest;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bucket and key a request is about.
///
/// Path style (`/bucket/key`) unless the `Host` names a bucket: `bucket.<domain>`,
/// `bucket.s3.<domain>` or `bucket.s3.<region>.<domain>` for one of the server's domains, or
/// Amazon's own host names. Addresses are path style.
///
/// @param bucket empty for the service itself
/// @param key empty for the bucket itself
record S3Target(String bucket, String key) {
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|\\d+(\\.\\d+){3}");
    private static final Pattern AMAZON =
            Pattern.compile(
                    "(?:(.+)\\.)?s3(?:[.-](?:dualstack\\.)?[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern SERVICE = Pattern.compile("(?:(.+)\\.)?s3(?:[.-][a-z0-9-]+)?");

    static S3Target of(HttpRequest request, List<String> domains) {
        String host = request.headers().first("host").orElse("");
        String path = PercentCoding.decode(request.rawPath());
        String rest = path.startsWith("/") ? path.substring(1) : path;
        String bucket = bucketOf(withoutPort(host.toLowerCase(Locale.ROOT)), domains);
        if (!bucket.isEmpty()) {
            return new S3Target(bucket, rest);
        }
        int slash = rest.indexOf('/');
        return slash < 0
                ? new S3Target(rest, "")
                : new S3Target(rest.substring(0, slash), rest.substring(slash + 1));
    }

    private static String bucketOf(String host, List<String> domains) {
        if (ADDRESS.matcher(host).matches()) {
            return "";
        }
        Matcher amazon = AMAZON.matcher(host);
        if (amazon.matches()) {
            return amazon.group(1) == null ? "" : amazon.group(1);
        }
        for (String domain : domains) {
            if (host.endsWith("." + domain)) {
                String front = host.substring(0, host.length() - domain.length() - 1);
                Matcher service = SERVICE.matcher(front);
                if (service.matches()) {
                    return service.group(1) == null ? "" : service.group(1);
                }
                return front;
            }
        }
        return "";
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
