package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What follows the last chunk: the checksum that `x-amz-trailer` announced.
final class Trailers {
    static final String SIGNATURE = "x-amz-trailer-signature";

    private static final int TRAILERS_MAX = 10;

    private final List<String> announced;
    private final Optional<ContentChecksum> checksum;
    private final Map<String, String> sent = new LinkedHashMap<>();

    /// @param announced lower-case names
    Trailers(List<String> announced) {
        if (announced.size() > 1) {
            throw new AuthenticationFailure(
                    Kind.MALFORMED_CHECKSUM,
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not"
                            + " allowed.");
        }
        this.announced = List.copyOf(announced);
        this.checksum = announced.stream().findFirst().map(ContentChecksum::announced);
    }

    void update(byte[] bytes, int offset, int count) {
        checksum.ifPresent(sum -> sum.update(bytes, offset, count));
    }

    /// @param line as sent, `name:value`
    void add(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || sent.size() >= TRAILERS_MAX) {
            throw malformed();
        }
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (sent.containsKey(name)) {
            throw malformed();
        }
        sent.put(name, line.substring(colon + 1).strip());
    }

    /// Checks that exactly what was announced is there, signed if chunks are, and that it holds.
    void verify(Optional<ChunkSignatures> signatures) {
        Optional<String> signature = Optional.ofNullable(sent.remove(SIGNATURE));
        if (!sent.keySet().equals(Set.copyOf(announced))) {
            throw malformed();
        }
        if (signatures.isPresent() && !announced.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            sent.forEach(
                    (name, value) -> lines.append(name).append(':').append(value).append('\n'));
            signatures
                    .get()
                    .verifyTrailer(lines.toString(), signature.orElseThrow(Trailers::malformed));
        }
        checksum.ifPresent(sum -> sum.verify(sent.get(announced.getFirst())));
    }

    Map<String, String> sent() {
        return Map.copyOf(sent);
    }

    private static AuthenticationFailure malformed() {
        return new AuthenticationFailure(
                Kind.MALFORMED_TRAILER,
                "The request contained trailing data that was not well-formed or did not conform to"
                        + " our published schema.");
    }
}
