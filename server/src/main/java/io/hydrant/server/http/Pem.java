package io.hydrant.server.http;

import io.hydrant.kernel.error.InvalidArgument;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads keys and certificates as other programs keep them: Base64 between `-----BEGIN X-----` and
/// `-----END X-----`.
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private Pem() {}

    private record Block(String label, byte[] bytes) {}

    /// @throws InvalidArgument if a file cannot be read, holds something else, or the key does not
    ///   belong to the certificate; the message names the file
    public static TlsIdentity read(Path certificateFile, Path keyFile) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Block block : blocks(certificateFile)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(certificate(certificateFile, block));
            }
        }
        if (chain.isEmpty()) {
            throw new InvalidArgument(certificateFile + " holds no CERTIFICATE in PEM form");
        }
        PrivateKey key = key(keyFile);
        if (!chain.getFirst().getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            throw new InvalidArgument(
                    keyFile + " is not the key of the first certificate in " + certificateFile);
        }
        return new TlsIdentity(key, chain);
    }

    /// A certificate chain as text that other programs can be told to trust.
    public static String write(TlsIdentity identity) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : identity.chain()) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
        return text.toString();
    }

    private static X509Certificate certificate(Path file, Block block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (CertificateException e) {
            throw new InvalidArgument(file + " holds a broken certificate: " + e.getMessage());
        }
    }

    private static PrivateKey key(Path file) {
        for (Block block : blocks(file)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(file, block);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                        throw new InvalidArgument(
                                file
                                        + " holds an "
                                        + block.label()
                                        + "; convert it to an unencrypted PKCS #8 key with"
                                        + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'");
                default -> {} // such as EC PARAMETERS, which the key repeats
            }
        }
        throw new InvalidArgument(file + " holds no PRIVATE KEY in PEM form");
    }

    private static PrivateKey key(Path file, Block block) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(block.bytes()));
            } catch (GeneralSecurityException _) {
                // The encoding does not tell simply which kind of key it is: ask each in turn.
            }
        }
        throw new InvalidArgument(file + " holds a private key that is none of " + KEY_ALGORITHMS);
    }

    private static List<Block> blocks(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InvalidArgument(file + " cannot be read: " + e);
        }
        List<Block> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            found.add(new Block(matcher.group(1), decode(file, matcher.group(2))));
        }
        return found;
    }

    private static byte[] decode(Path file, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgument(file + " is not valid PEM: " + e.getMessage());
        }
    }
}
