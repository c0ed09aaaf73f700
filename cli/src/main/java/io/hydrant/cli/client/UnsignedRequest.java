package io.hydrant.cli.client;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is about to be sent, before it is signed.
///
/// @param service the signing name of the service asked: `firehose`, `s3`, `hydrant`
/// @param uri percent-encoded already, query included
/// @param headers names in lower case; `host` is added by the signer
@SuppressWarnings("ArrayRecordComponent") // a body is handed through, never compared
public record UnsignedRequest(
        String service, String method, URI uri, SortedMap<String, String> headers, byte[] body) {
    public UnsignedRequest {
        SortedMap<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = lowerCase;
    }

    static UnsignedRequest of(
            String service, String method, URI uri, Map<String, String> headers, byte[] body) {
        return new UnsignedRequest(service, method, uri, new TreeMap<>(headers), body);
    }
}
