package io.hydrant.functions.code;

import java.util.Base64;
import java.util.HexFormat;

/// A package in the store.
///
/// @param sha SHA-256 of the package, in hex
/// @param packedBytes the package itself
/// @param unpackedBytes its files together
public record StoredCode(String sha, long packedBytes, long unpackedBytes) {
    /// As the service shows hashes of packages: Base64.
    public String shaBase64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha));
    }
}
