package io.hydrant.wire.auth;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import java.util.List;

/// A request in the one form that is signed:
///
/// ```
/// METHOD \n path \n query \n (name:value \n for each signed header) \n names \n payload hash
/// ```
///
/// Source: "Create a signed AWS API request", IAM User Guide.
final class CanonicalRequest {
    /// What clients of HTTP/2 may sign in place of `host`; it has the same value.
    static final String AUTHORITY = ":authority";

    private CanonicalRequest() {}

    static String of(HttpRequest request, QueryString query, Claim claim, String payloadHash) {
        String path =
                claim.forS3()
                        ? UriEncoding.pathOnce(request.rawPath())
                        : UriEncoding.pathTwice(request.rawPath());
        StringBuilder out = new StringBuilder(512);
        out.append(request.method()).append('\n');
        out.append(path).append('\n');
        out.append(query.canonical()).append('\n');
        List<String> names = claim.signedHeaders();
        for (String name : names.stream().sorted().toList()) {
            out.append(name).append(':');
            appendValues(out, request.headers(), name.equals(AUTHORITY) ? "host" : name);
            out.append('\n');
        }
        out.append('\n');
        out.append(String.join(";", names)).append('\n');
        out.append(payloadHash);
        return out.toString();
    }

    /// @param canonicalRequest or for chunks what stands in its place
    static String stringToSign(Claim claim, String canonicalRequest) {
        return ClaimReader.ALGORITHM
                + "\n"
                + claim.timestamp().text()
                + "\n"
                + claim.scope()
                + "\n"
                + Hashes.sha256HexOfBytes(canonicalRequest);
    }

    private static void appendValues(StringBuilder out, Headers headers, String name) {
        List<String> values = headers.all(name);
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",");
            appendTrimmed(out, values.get(i));
        }
    }

    /// Without blanks at the ends, inner runs of blanks as one.
    static void appendTrimmed(StringBuilder out, String value) {
        boolean blank = false;
        int start = out.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = true;
            } else {
                if (blank && out.length() > start) {
                    out.append(' ');
                }
                blank = false;
                out.append(c);
            }
        }
    }
}
