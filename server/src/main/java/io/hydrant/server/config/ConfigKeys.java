package io.hydrant.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Every key there is, with its default. An empty default means "not set".
public final class ConfigKeys {
    /// @param name dotted; `NAME` stands for any name the operator chooses
    public record Key(String name, String defaultValue) {
        boolean isPattern() {
            return name.contains("NAME");
        }

        /// The environment variable that sets it; names chosen by the operator have none.
        public Optional<String> environmentVariable() {
            String upper = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            return isPattern() ? Optional.empty() : Optional.of("HYDRANT_" + upper);
        }

        boolean matches(String key) {
            if (!isPattern()) {
                return name.equals(key);
            }
            return Pattern.matches(
                    Pattern.quote(name).replace("NAME", "\\E[A-Za-z0-9][A-Za-z0-9._-]*\\Q"), key);
        }
    }

    public static final List<Key> ALL =
            List.of(
                    new Key("http.bind", "127.0.0.1"),
                    new Key("http.port", "4566"),
                    new Key("http.connections-max", "1024"),
                    new Key("http.header-bytes-max", "16KiB"),
                    new Key("http.header-timeout", "30s"),
                    new Key("http.idle-timeout", "6m"),
                    new Key("http.body-bytes-max", "16MiB"),
                    new Key("http.body-patience", "30s"),
                    new Key("http.body-rate-min", "1KiB"),
                    new Key("http.body-budget", "128MiB"),
                    new Key("http.body-budget-patience", "5s"),
                    new Key("http.stop-patience", "20s"),
                    new Key("http.open-metrics", "true"),
                    new Key("tls.cert", ""),
                    new Key("tls.key", ""),
                    new Key("tls.self-signed", "false"),
                    new Key("data.dir", "data"),
                    new Key("account.id", "000000000000"),
                    new Key("region", "us-east-1"),
                    new Key("credentials.access-key", "test"),
                    new Key("credentials.secret-key", "test"),
                    new Key("credentials.NAME.access-key", ""),
                    new Key("credentials.NAME.secret-key", ""),
                    new Key("credentials.NAME.session-token", ""),
                    new Key("credentials.NAME.account", ""),
                    new Key("log.quota", "20GiB"),
                    new Key("log.reserve", "64MiB"),
                    new Key("delivery.retention", "unlimited"),
                    new Key("delivery.logs-retention", "14d"),
                    new Key("delivery.decompression-access-key", ""),
                    new Key("delivery.partition-memory", "auto"),
                    new Key("delivery.partition-staging", "4GiB"),
                    new Key("logs.quota", "4GiB"),
                    new Key("quota.delivery-streams", "5000"),
                    new Key("quota.active-partitions", "500"),
                    new Key("quota.shards", "20000"),
                    new Key("quotas", "none"),
                    new Key("functions.concurrency-max", "1000"),
                    new Key("functions.environments-max", "auto"),
                    new Key("functions.idle-timeout", "10m"),
                    new Key("functions.memory-limit", "true"),
                    new Key("functions.isolation", "possible"),
                    new Key("functions.python", ""),
                    new Key("functions.node", ""),
                    new Key("functions.endpoint", ""),
                    new Key("functions.elsewhere.NAME.arn", ""),
                    new Key("functions.elsewhere.NAME.to", ""),
                    new Key("functions.elsewhere.NAME.concurrency", ""),
                    new Key("functions.elsewhere.NAME.timeout", "15m"),
                    new Key("functions.elsewhere.NAME.endpoint", ""),
                    new Key("functions.elsewhere.NAME.access-key", ""),
                    new Key("functions.elsewhere.NAME.secret-key", ""),
                    new Key("functions.elsewhere.NAME.session-token", ""),
                    new Key("query.concurrency-max", "auto"),
                    new Key("query.waiting-max", "200"),
                    new Key("query.memory", "auto"),
                    new Key("query.dml-timeout", "30m"),
                    new Key("query.ddl-timeout", "600m"),
                    new Key("query.history", "45d"),
                    new Key("query.history-max", "20000"),
                    new Key("s3.default.endpoint", ""),
                    new Key("s3.default.region", ""),
                    new Key("s3.default.path-style", ""),
                    new Key("s3.default.access-key", ""),
                    new Key("s3.default.secret-key", ""),
                    new Key("s3.bucket.NAME.embedded", ""),
                    new Key("s3.bucket.NAME.endpoint", ""),
                    new Key("s3.bucket.NAME.region", ""),
                    new Key("s3.bucket.NAME.path-style", ""),
                    new Key("s3.bucket.NAME.access-key", ""),
                    new Key("s3.bucket.NAME.secret-key", ""));

    private ConfigKeys() {}

    static boolean isKnown(String key) {
        return ALL.stream().anyMatch(known -> known.matches(key));
    }

    static String defaultOf(String key) {
        return ALL.stream()
                .filter(known -> known.matches(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key " + key))
                .defaultValue();
    }
}
