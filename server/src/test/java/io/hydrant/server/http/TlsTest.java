package io.hydrant.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

class TlsTest {
    private static final TlsIdentity IDENTITY =
            SelfSigned.create(List.of("localhost", "127.0.0.1", "::1"), Instant.now());

    private static CarrierUnderTest secured() {
        return CarrierUnderTest.with(
                new EchoHandler(), CarrierUnderTest.LIMITS, Optional.of(IDENTITY));
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void answersTlsClientsThatNegotiate(Version version) throws Exception {
        try (CarrierUnderTest server = secured();
                HttpClient client =
                        HttpClient.newBuilder().version(version).sslContext(trusting()).build()) {
            URI uri = URI.create("https://127.0.0.1:" + server.port() + "/a");
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).contains("|tls|");
        }
    }

    @Test
    void recognisesHttp2InsideTlsWithoutNegotiation() throws Exception {
        try (CarrierUnderTest server = secured();
                RawClient client =
                        new RawClient(
                                trusting()
                                        .getSocketFactory()
                                        .createSocket("127.0.0.1", server.port()))) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            client.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // empty SETTINGS
            byte[] frame = client.read(9);
            assertThat(frame[3]).as("type of the first frame: SETTINGS").isEqualTo((byte) 4);
        }
    }

    @Test
    void recognisesHttp1InsideTlsWithoutNegotiation() throws Exception {
        try (CarrierUnderTest server = secured();
                RawClient client =
                        new RawClient(
                                trusting()
                                        .getSocketFactory()
                                        .createSocket("127.0.0.1", server.port()))) {
            assertThat(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").response())
                    .contains("|tls|");
        }
    }

    @Test
    void answersPlainClientsOnTheSamePort() throws Exception {
        try (CarrierUnderTest server = secured();
                RawClient client = server.connect()) {
            assertThat(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").response())
                    .contains("|plain|");
        }
    }

    @Test
    void recognisesHttp2InTheClearOnTheSamePort() throws Exception {
        try (CarrierUnderTest server = secured();
                RawClient client = server.connect()) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            client.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            assertThat(client.read(9)[3]).isEqualTo((byte) 4);
        }
    }

    @Test
    void readsAKeyAndCertificateInPemForm(@TempDir Path folder) throws Exception {
        Path certificate = Files.writeString(folder.resolve("cert.pem"), Pem.write(IDENTITY));
        Path key = Files.writeString(folder.resolve("key.pem"), keyPem("PRIVATE KEY"));
        TlsIdentity read = Pem.read(certificate, key);
        assertThat(read.key()).isEqualTo(IDENTITY.key());
        assertThat(read.chain()).isEqualTo(IDENTITY.chain());
    }

    @Test
    void saysHowToConvertAKeyItCannotRead(@TempDir Path folder) throws Exception {
        Path certificate = Files.writeString(folder.resolve("cert.pem"), Pem.write(IDENTITY));
        Path key = Files.writeString(folder.resolve("key.pem"), keyPem("RSA PRIVATE KEY"));
        assertThatThrownBy(() -> Pem.read(certificate, key))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("key.pem")
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> Pem.read(key, certificate))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("holds no CERTIFICATE");
        assertThatThrownBy(() -> Pem.read(folder.resolve("absent"), key))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("absent cannot be read");
    }

    private static String keyPem(String label) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(IDENTITY.key().getEncoded())
                + "\n-----END "
                + label
                + "-----\n";
    }

    private static SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", IDENTITY.chain().getFirst());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
