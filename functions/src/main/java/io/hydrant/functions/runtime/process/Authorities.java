package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whom functions trust when they speak TLS: whom this machine trusts, and this server's own
/// certificate. In PEM form for most languages, as a key store for Java.
final class Authorities {
    static final String PEM = "authorities.pem";
    static final String KEY_STORE = "authorities.p12";

    /// No secret is in it: Java wants one.
    static final String KEY_STORE_PASSWORD = "changeit";

    /// Where distributions of Linux keep their bundle.
    private static final List<Path> BUNDLES =
            Stream.of(
                            "/etc/ssl/certs/ca-certificates.crt",
                            "/etc/pki/tls/certs/ca-bundle.crt",
                            "/etc/ssl/ca-bundle.pem",
                            "/etc/ssl/cert.pem")
                    .map(Path::of)
                    .toList();

    private Authorities() {}

    /// @param own the server's certificate chain, in PEM form
    static void writeTo(Path folder, Path own) throws IOException {
        try {
            List<Certificate> ours = read(own);
            List<Certificate> javas = ofJava();
            Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
            StringBuilder text = new StringBuilder();
            if (bundle.isPresent()) {
                text.append(Files.readString(bundle.get(), ISO_8859_1)).append('\n');
            } else {
                for (Certificate each : javas) {
                    text.append(pem(each));
                }
            }
            for (Certificate each : ours) {
                text.append(pem(each));
            }
            Files.writeString(folder.resolve(PEM), text, ISO_8859_1);
            List<Certificate> all = new ArrayList<>(javas);
            all.addAll(ours);
            writeKeyStore(folder.resolve(KEY_STORE), all);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate " + own + " cannot be trusted by functions", e);
        }
    }

    private static List<Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static List<Certificate> ofJava() throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        List<Certificate> all = new ArrayList<>();
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager trusting) {
                X509Certificate[] accepted = trusting.getAcceptedIssuers();
                all.addAll(Arrays.asList(accepted));
            }
        }
        return all;
    }

    private static void writeKeyStore(Path file, List<Certificate> all)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, KEY_STORE_PASSWORD.toCharArray());
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("authority-" + i, all.get(i));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, KEY_STORE_PASSWORD.toCharArray());
        }
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        String body =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }
}
