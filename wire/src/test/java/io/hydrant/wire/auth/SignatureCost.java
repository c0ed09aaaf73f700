package io.hydrant.wire.auth;

import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.HttpRequest;

import java.io.IOException;
import java.util.Random;

/// Prints what verifying a request costs beside the SHA-256 of its body, which nobody can save. Not
/// a test: run `main` by hand.
public final class SignatureCost {
    private static final int[] BODY_BYTES = {2, 10_000, 700_000};
    private static final int ROUNDS = 40;

    private SignatureCost() {}

    public static void main(String[] args) throws IOException {
        RequestAuthenticator authenticator = SdkSigner.authenticatorAt(SdkSigner.NOW);
        for (int bodyBytes : BODY_BYTES) {
            String body = text(bodyBytes);
            HttpRequest request = SdkSigner.json(body);
            byte[] bytes = request.body().readAllBytes();
            int calls = Math.max(50, 20_000_000 / (bodyBytes + 20_000));
            double verifyMicros = Double.MAX_VALUE;
            double hashMicros = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < calls; i++) {
                    authenticator.authenticate(
                            request.withBody(new BodyBytes(bytes, bytes.length)), 1 << 20);
                }
                long middle = System.nanoTime();
                for (int i = 0; i < calls; i++) {
                    Hashes.sha256Hex(bytes, bytes.length);
                }
                verifyMicros = Math.min(verifyMicros, (middle - start) / 1000.0 / calls);
                hashMicros = Math.min(hashMicros, (System.nanoTime() - middle) / 1000.0 / calls);
            }
            System.out.printf(
                    "body %d bytes: verified in %.1f us, of which %.1f us SHA-256 of the body%n",
                    bodyBytes, verifyMicros, hashMicros);
        }
    }

    private static String text(int length) {
        StringBuilder out = new StringBuilder(length);
        new Random(1).ints(length, 'a', 'z').forEach(c -> out.append((char) c));
        return out.toString();
    }
}
