package io.hydrant.functions.code;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Paths from which packages can be had without a signature, for ten minutes. Safe for use by many
/// threads.
///
///     /_hydrant/functions/code/SHA?expires=SECONDS&signature=HEX
public final class CodeLinks {
    private static final String PATH = "/_hydrant/functions/code/";
    private static final Duration VALIDITY = Duration.ofMinutes(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private final InstantSource clock;

    /// @param secret the same after a restart
    public CodeLinks(byte[] secret, InstantSource clock) {
        this.secret = Arrays.copyOf(secret, secret.length);
        this.clock = clock;
    }

    /// @param origin where the caller reaches the server, such as `http://127.0.0.1:4566`
    public String link(String origin, String sha) {
        String expires = Long.toString(clock.instant().plus(VALIDITY).getEpochSecond());
        return origin
                + PATH
                + sha
                + "?expires="
                + expires
                + "&signature="
                + signature(sha, expires);
    }

    /// Whether a link was made here and is still good.
    public boolean valid(String sha, String expires, String signature) {
        byte[] wanted = signature(sha, expires).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8))
                && clock.instant().getEpochSecond() <= Long.parseLong(expires);
    }

    private String signature(String sha, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            String text = "code " + sha + " " + expires;
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
