package io.hydrant.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.Region;
import io.hydrant.server.config.S3Config.BucketPlace;
import io.hydrant.server.http.HttpLimits;
import io.hydrant.wire.auth.Credentials;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class ConfigReaderTest {
    @TempDir Path folder;

    private ServerConfig fromFile(String text) throws IOException {
        return read(text, Map.of());
    }

    private ServerConfig read(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("hydrant.properties"), text);
        return ConfigReader.read(Optional.of(file), environment, Map.of());
    }

    @Test
    void needsNoSettings() {
        ServerConfig config = ServerConfig.of(Map.of());
        assertThat(config.http().port()).isEqualTo(4566);
        assertThat(config.http().bind()).isEqualTo("127.0.0.1");
        assertThat(config.http().tls()).isEqualTo(new TlsConfig.Off());
        assertThat(config.http().limits()).isEqualTo(HttpLimits.DEFAULTS);
        assertThat(config.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(config.delivery().retention()).isEmpty();
        assertThat(config.s3().placeOf("any")).isEqualTo(new BucketPlace.Embedded());
        assertThat(config.credentials())
                .extracting(Credentials::accessKeyId)
                .containsExactly("test");
        assertThat(config.usesDefaultCredentials()).isTrue();
    }

    @Test
    void readsEveryKindOfValue() throws IOException {
        ServerConfig config =
                fromFile(
                        """
                        # a comment
                          http.port =  8080

                        http.idle-timeout=10m
                        log.quota = 512MiB
                        delivery.retention = 24h
                        http.open-metrics = false
                        account.id = 123456789012
                        region = eu-central-1
                        credentials.secret-key = a=b # c
                        """);
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().limits().idleTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.log().quotaBytes()).isEqualTo(512L << 20);
        assertThat(config.delivery().retention()).contains(Duration.ofHours(24));
        assertThat(config.http().openMetrics()).isFalse();
        assertThat(config.account().value()).isEqualTo("123456789012");
        assertThat(config.credentials().getFirst().secretKey()).isEqualTo("a=b # c");
        assertThat(config.credentials().getFirst().account()).isEqualTo(config.account());
    }

    @Test
    void commandLineGoesBeforeEnvironmentBeforeFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("f"),
                        "http.port = 1\nhttp.connections-max = 1\nlog.quota = 1GiB\n");
        ServerConfig config =
                ConfigReader.read(
                        Optional.of(file),
                        Map.of("HYDRANT_HTTP_PORT", "2", "HYDRANT_HTTP_CONNECTIONS_MAX", "2"),
                        Map.of("http.port", "3"));
        assertThat(config.http().port()).isEqualTo(3);
        assertThat(config.http().limits().connectionCountMax()).isEqualTo(2);
        assertThat(config.log().quotaBytes()).isEqualTo(1L << 30);
    }

    @Test
    void ignoresVariablesThatAreNotMeantForIt() {
        Map<String, String> environment =
                Map.of(
                        "PATH", "x",
                        "HYDRANT_SERVICE_HOST", "10.0.0.1",
                        "HYDRANT_PORT_4566_TCP", "tcp://10.0.0.1:4566",
                        "HYDRANT_JAVA_OPTIONS", "-Xmx1g");
        assertThat(ConfigReader.read(Optional.empty(), environment, Map.of()))
                .isEqualTo(ServerConfig.of(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http.port = 70000|http.port (FILE, line 1) must be a whole number from 0 to 65535"
                        + " but was '70000'.",
                "http.port = x|http.port (FILE, line 1) must be a whole number from 0 to 65535 but"
                        + " was 'x'.",
                "http.port =|http.port (FILE, line 1) must be a whole number from 0 to 65535 but"
                        + " was ''.",
                "http.prot = 1|FILE, line 1: there is no key 'http.prot'.",
                "nonsense|FILE, line 1: a line must be 'key = value' but was 'nonsense'.",
                "= 1|FILE, line 1: a line must be 'key = value' but was '= 1'.",
                "quotas = yes|quotas (FILE, line 1) must be one of none, aws but was 'yes'.",
                "http.open-metrics = yes|http.open-metrics (FILE, line 1) must be true or false but"
                        + " was 'yes'.",
                "log.quota = 1GB|log.quota (FILE, line 1) must be a size such as 512MiB, at least"
                        + " 16777216 bytes but was '1GB'.",
                "log.quota = 1KiB|log.quota (FILE, line 1) must be a size such as 512MiB, at least"
                        + " 16777216 bytes but was '1KiB'.",
                "log.quota = 999999999999999TiB|log.quota (FILE, line 1) must be a size such as"
                        + " 512MiB, at least 16777216 bytes but was '999999999999999TiB'.",
                "http.idle-timeout = 5|http.idle-timeout (FILE, line 1) must be a time such as"
                        + " 500ms, 30s, 5m, 24h or 14d, at least 1ms but was '5'.",
                "http.idle-timeout = 0s|http.idle-timeout (FILE, line 1) must be a time such as"
                        + " 500ms, 30s, 5m, 24h or 14d, at least 1ms but was '0s'.",
                "account.id = 12|account.id (FILE, line 1): account id must be 12 digits but was"
                        + " '12'.",
                "tls.cert = a.pem|tls.key must be set, because tls.cert is.",
                "credentials.eu.secret-key = s|credentials.eu.access-key must be set, because"
                        + " others of its name are.",
                "credentials.secret-key =|credentials.secret-key must be set, because requests are"
                        + " signed.",
                "s3.default.endpoint = minio:9000|s3.default.endpoint (FILE, line 1) must be an"
                        + " address such as https://host:9000 but was 'minio:9000'.",
                "s3.default.access-key = k|s3.default.secret-key must be set, because the other of"
                        + " the two keys is.",
            })
    void saysInOneSentenceWhatIsWrong(String line, String sentence) {
        String expected = sentence.replace("FILE", folder.resolve("hydrant.properties").toString());
        assertThatThrownBy(() -> fromFile(line + "\n"))
                .isInstanceOf(InvalidConfig.class)
                .hasMessage(expected);
    }

    @Test
    void refusesAKeySetTwice() {
        assertThatThrownBy(() -> fromFile("http.port = 1\nhttp.port = 1\n"))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("line 2: http.port is set already at")
                .hasMessageEndingWith("line 1.");
    }

    @Test
    void refusesFilesItCannotRead() throws IOException {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(absent), Map.of(), Map.of()))
                .hasMessage("The configuration file " + absent + " does not exist.");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(binary), Map.of(), Map.of()))
                .hasMessage("The configuration file " + binary + " is not UTF-8 text.");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(folder), Map.of(), Map.of()))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesUnknownKeysWhereverTheyCome() {
        assertThatThrownBy(() -> ServerConfig.of(Map.of("port", "1")))
                .hasMessage("There is no key 'port'.");
        assertThatThrownBy(
                        () ->
                                ConfigReader.read(
                                        Optional.empty(),
                                        Map.of("HYDRANT_HTTP_PROT", "1"),
                                        Map.of()))
                .hasMessage("The environment variable HYDRANT_HTTP_PROT names no setting.");
    }

    @Test
    void refusesWellKnownCredentialsWhereOthersCanReachThem() {
        assertThatThrownBy(() -> ServerConfig.of(Map.of("http.bind", "0.0.0.0")))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("set credentials.access-key and credentials.secret-key");
        ServerConfig safe =
                ServerConfig.of(Map.of("http.bind", "0.0.0.0", "credentials.secret-key", "long"));
        assertThat(safe.usesDefaultCredentials()).isFalse();
        assertThat(ServerConfig.of(Map.of("http.bind", "localhost")).usesDefaultCredentials())
                .isTrue();
        assertThat(ServerConfig.of(Map.of("http.bind", "::1")).usesDefaultCredentials()).isTrue();
    }

    @Test
    void namedCredentialsReplaceTheWellKnownOnes() throws IOException {
        ServerConfig config =
                fromFile(
                        """
                        credentials.plant.access-key = AK1
                        credentials.plant.secret-key = s1
                        credentials.plant.account = 111111111111
                        credentials.ship.access-key = AK2
                        credentials.ship.secret-key = s2
                        credentials.ship.session-token = t2
                        """);
        assertThat(config.credentials())
                .extracting(Credentials::accessKeyId)
                .containsExactly("AK1", "AK2");
        assertThat(config.credentials().getFirst().account().value()).isEqualTo("111111111111");
        assertThat(config.credentials().getLast().sessionToken()).contains("t2");
    }

    @Test
    void findsThePlaceOfEachBucket() throws IOException {
        ServerConfig config =
                fromFile(
                        """
                        region = eu-west-1
                        s3.default.endpoint = https://minio:9000
                        s3.default.path-style = true
                        s3.bucket.my.dotted.bucket.region = us-west-2
                        s3.bucket.here.embedded = true
                        """);
        assertThat(config.s3().placeOf("any"))
                .isEqualTo(
                        new BucketPlace.Outside(
                                Optional.of(URI.create("https://minio:9000")),
                                new Region("eu-west-1"),
                                true,
                                Optional.empty()));
        assertThat(config.s3().placeOf("my.dotted.bucket"))
                .isEqualTo(
                        new BucketPlace.Outside(
                                Optional.empty(),
                                new Region("us-west-2"),
                                false,
                                Optional.empty()));
        assertThat(config.s3().placeOf("here")).isEqualTo(new BucketPlace.Embedded());
    }

    @Test
    void keepsSecretsOutOfTexts() throws IOException {
        ServerConfig config =
                fromFile(
                        """
                        credentials.secret-key = hidden-one
                        s3.default.access-key = k
                        s3.default.secret-key = hidden-two
                        """);
        assertThat(config.toString()).doesNotContain("hidden");
    }

    @Test
    void takesTlsFromFilesOrMakesIt() throws IOException {
        assertThat(fromFile("tls.self-signed = true").http().tls())
                .isEqualTo(new TlsConfig.SelfSigned());
        assertThat(fromFile("tls.cert = /c\ntls.key = /k").http().tls())
                .isEqualTo(new TlsConfig.Files(Path.of("/c"), Path.of("/k")));
        assertThatThrownBy(() -> fromFile("tls.cert = /c\ntls.key = /k\ntls.self-signed = true"))
                .hasMessageContaining("cannot be true while");
    }
}
