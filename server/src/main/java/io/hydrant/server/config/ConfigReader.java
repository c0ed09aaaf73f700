package io.hydrant.server.config;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.server.config.S3Config.BucketPlace;
import io.hydrant.server.http.HttpLimits;
import io.hydrant.wire.auth.Credentials;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the configuration: the command line goes before the environment, the environment before
/// the file, the file before the defaults.
public final class ConfigReader {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final int MIB = 1 << 20;
    private static final String PARTITION_MEMORY = "delivery.partition-memory";

    /// Read by the launcher, or set by an orchestrator for any service called `hydrant`.
    private static final Pattern NO_SETTING =
            Pattern.compile("HYDRANT_(AOT|CONFIG|HOME|JAVA_OPTIONS|(SERVICE|PORT)(_.*)?)");

    private ConfigReader() {}

    /// @param environment variables named `HYDRANT_…` are settings, all others are ignored
    /// @param overrides by key, from the command line
    /// @throws InvalidConfig with one sentence for the operator
    public static ServerConfig read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, Setting> all = new HashMap<>();
        file.ifPresent(path -> all.putAll(ConfigFile.read(path)));
        all.putAll(fromEnvironment(environment));
        overrides.forEach(
                (key, value) -> {
                    if (!ConfigKeys.isKnown(key)) {
                        throw new InvalidConfig("There is no key '" + key + "'.");
                    }
                    all.put(key, new Setting(value, "command line"));
                });
        return build(new Settings(all));
    }

    private static Map<String, Setting> fromEnvironment(Map<String, String> environment) {
        Map<String, String> keys = new HashMap<>();
        for (ConfigKeys.Key key : ConfigKeys.ALL) {
            key.environmentVariable().ifPresent(variable -> keys.put(variable, key.name()));
        }
        Map<String, Setting> settings = new HashMap<>();
        new TreeMap<>(environment)
                .forEach(
                        (variable, value) -> {
                            String key = keys.get(variable);
                            if (key != null) {
                                settings.put(key, new Setting(value, "variable " + variable));
                            } else if (isUnknown(variable)) {
                                throw new InvalidConfig(
                                        "The environment variable "
                                                + variable
                                                + " names no setting.");
                            }
                        });
        return settings;
    }

    private static boolean isUnknown(String variable) {
        return variable.startsWith("HYDRANT_") && !NO_SETTING.matcher(variable).matches();
    }

    private static ServerConfig build(Settings settings) {
        AccountId account = settings.value("account.id", AccountId::new);
        ServerConfig config =
                new ServerConfig(
                        http(settings),
                        settings.path("data.dir"),
                        account,
                        settings.value("region", Region::new),
                        credentials(settings, account),
                        new ServerConfig.LogConfig(
                                settings.bytes("log.quota", 16L * MIB),
                                settings.bytes("log.reserve", MIB)),
                        new ServerConfig.LogsConfig(settings.bytes("logs.quota", 16L * MIB)),
                        delivery(settings),
                        new ServerConfig.StreamsConfig(
                                settings.integer("quota.shards", 1, 1_000_000),
                                settings.choice("quotas", List.of("none", "aws")).equals("aws")),
                        new FunctionsReader(settings).read(),
                        new QueryReader(settings).read(),
                        s3(settings));
        checkExposure(config, settings);
        return config;
    }

    private static HttpConfig http(Settings settings) {
        return new HttpConfig(
                settings.text("http.bind"),
                settings.integer("http.port", 0, 65_535),
                tls(settings),
                new HttpLimits(
                        (int) settings.bytes("http.header-bytes-max", 1024),
                        settings.integer("http.connections-max", 1, 1_000_000),
                        settings.duration("http.idle-timeout", MILLISECOND),
                        settings.duration("http.header-timeout", MILLISECOND),
                        settings.duration("http.body-patience", MILLISECOND),
                        settings.bytes("http.body-rate-min", 1),
                        settings.duration("http.stop-patience", MILLISECOND)),
                (int) Math.min(settings.bytes("http.body-bytes-max", 1024), 1 << 30),
                settings.bytes("http.body-budget", MIB),
                settings.duration("http.body-budget-patience", MILLISECOND),
                settings.flag("http.open-metrics"));
    }

    private static TlsConfig tls(Settings settings) {
        boolean selfSigned = settings.flag("tls.self-signed");
        boolean files =
                settings.optional("tls.cert").or(() -> settings.optional("tls.key")).isPresent();
        if (selfSigned && files) {
            throw new InvalidConfig(
                    settings.subject("tls.self-signed")
                            + " cannot be true while tls.cert or tls.key is set.");
        }
        if (!files) {
            return selfSigned ? new TlsConfig.SelfSigned() : new TlsConfig.Off();
        }
        settings.required("tls.cert", "tls.key is.");
        settings.required("tls.key", "tls.cert is.");
        return new TlsConfig.Files(settings.path("tls.cert"), settings.path("tls.key"));
    }

    private static List<Credentials> credentials(Settings settings, AccountId account) {
        List<Credentials> all = new ArrayList<>();
        Set<String> names = settings.namesUnder("credentials.");
        boolean named = !names.isEmpty();
        if (!named || settings.isSet("credentials.access-key")) {
            all.add(
                    new Credentials(
                            settings.required("credentials.access-key", "requests are signed."),
                            settings.required("credentials.secret-key", "requests are signed."),
                            Optional.empty(),
                            account));
        }
        for (String name : names) {
            String prefix = "credentials." + name;
            all.add(
                    new Credentials(
                            settings.required(prefix + ".access-key", "others of its name are."),
                            settings.required(prefix + ".secret-key", "others of its name are."),
                            settings.optional(prefix + ".session-token"),
                            settings.optional(prefix + ".account").isPresent()
                                    ? settings.value(prefix + ".account", AccountId::new)
                                    : account));
        }
        checkDistinct(all);
        return all;
    }

    private static void checkDistinct(List<Credentials> all) {
        Set<String> seen = new HashSet<>();
        for (Credentials one : all) {
            if (!seen.add(one.accessKeyId())) {
                throw new InvalidConfig(
                        "The access key " + one.accessKeyId() + " is given to two credentials.");
            }
        }
    }

    private static ServerConfig.DeliveryConfig delivery(Settings settings) {
        return new ServerConfig.DeliveryConfig(
                settings.durationOrUnlimited("delivery.retention", Duration.ofMinutes(1)),
                settings.duration("delivery.logs-retention", Duration.ofDays(1)),
                settings.integer("quota.delivery-streams", 1, 1_000_000),
                settings.integer("quota.active-partitions", 1, 100_000),
                settings.optional("delivery.decompression-access-key"),
                new ServerConfig.WaitingConfig(
                        settings.text(PARTITION_MEMORY).equals("auto")
                                ? OptionalLong.empty()
                                : OptionalLong.of(settings.bytes(PARTITION_MEMORY, 0)),
                        settings.bytes("delivery.partition-staging", 0)));
    }

    private static S3Config s3(Settings settings) {
        boolean outside = settings.namesUnder("s3.").contains("default");
        BucketPlace otherwise =
                outside ? outside(settings, "s3.default") : new BucketPlace.Embedded();
        Map<String, BucketPlace> byBucket = new HashMap<>();
        for (String bucket : settings.namesUnder("s3.bucket.")) {
            byBucket.put(bucket, place(settings, "s3.bucket." + bucket));
        }
        return new S3Config(otherwise, byBucket);
    }

    private static BucketPlace place(Settings settings, String prefix) {
        if (!settings.flag(prefix + ".embedded")) {
            return outside(settings, prefix);
        }
        for (String field :
                List.of("endpoint", "region", "path-style", "access-key", "secret-key")) {
            if (settings.isSet(prefix + "." + field)) {
                throw new InvalidConfig(
                        settings.subject(prefix + "." + field)
                                + " cannot be set while "
                                + prefix
                                + ".embedded is true.");
            }
        }
        return new BucketPlace.Embedded();
    }

    private static BucketPlace.Outside outside(Settings settings, String prefix) {
        String region = prefix + ".region";
        String keys = "the other of the two keys is.";
        Optional<S3Config.Keys> pair = Optional.empty();
        if (settings.optional(prefix + ".access-key").isPresent()
                || settings.optional(prefix + ".secret-key").isPresent()) {
            pair =
                    Optional.of(
                            new S3Config.Keys(
                                    settings.required(prefix + ".access-key", keys),
                                    settings.required(prefix + ".secret-key", keys)));
        }
        return new BucketPlace.Outside(
                settings.optional(prefix + ".endpoint").isPresent()
                        ? Optional.of(settings.endpoint(prefix + ".endpoint"))
                        : Optional.empty(),
                settings.value(
                        settings.optional(region).isPresent() ? region : "region", Region::new),
                settings.flag(prefix + ".path-style"),
                pair);
    }

    /// Credentials that everybody knows protect nothing from other machines.
    private static void checkExposure(ServerConfig config, Settings settings) {
        String bind = config.http().bind();
        try {
            if (config.usesDefaultCredentials()
                    && !InetAddress.getByName(bind).isLoopbackAddress()) {
                throw new InvalidConfig(
                        settings.subject("http.bind")
                                + " is "
                                + bind
                                + ", which other machines can reach, while requests may be signed"
                                + " with the well-known secret 'test': set credentials.access-key"
                                + " and credentials.secret-key, or bind to 127.0.0.1.");
            }
        } catch (UnknownHostException _) {
            throw new InvalidConfig(
                    settings.subject("http.bind")
                            + " must be an address of this machine but was '"
                            + bind
                            + "'.");
        }
    }
}
