package io.hydrant.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.remote.RemoteMapping;
import io.hydrant.functions.remote.RemotePlace;
import io.hydrant.functions.remote.RemoteScope;
import io.hydrant.functions.runtime.process.InterpreterPaths;
import io.hydrant.functions.runtime.process.RunnerLimits;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class FunctionsReaderTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:";

    private static FunctionsConfig read(Map<String, String> settings) {
        return ServerConfig.of(settings).functions();
    }

    /// @param settings `key=value`, without the beginning that all have
    private static FunctionsConfig elsewhere(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (String setting : settings) {
            int mark = setting.indexOf('=');
            all.put(
                    "functions.elsewhere." + setting.substring(0, mark),
                    setting.substring(mark + 1));
        }
        return read(all);
    }

    @Test
    void needsNoSettings() {
        FunctionsConfig config = read(Map.of());
        assertThat(config.limits()).isEqualTo(RunnerLimits.DEFAULTS);
        assertThat(config.isolation()).isEqualTo(Isolation.AS_FAR_AS_POSSIBLE);
        assertThat(config.interpreters()).isEqualTo(InterpreterPaths.NONE);
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.elsewhere()).isEmpty();
    }

    @Test
    void readsLimitsAndIsolation() {
        FunctionsConfig config =
                read(
                        Map.of(
                                "functions.concurrency-max", "7",
                                "functions.environments-max", "3",
                                "functions.idle-timeout", "90s",
                                "functions.memory-limit", "false",
                                "functions.isolation", "required",
                                "functions.python", "/bin/sh",
                                "functions.node", "/bin/cat",
                                "functions.endpoint", "https://hydrant.example"));
        assertThat(config.limits().accountConcurrency()).isEqualTo(7);
        assertThat(config.limits().environmentsMax()).isEqualTo(3);
        assertThat(config.limits().idleFor()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.limits().memoryEnforced()).isFalse();
        assertThat(config.isolation()).isEqualTo(Isolation.REQUIRED);
        assertThat(config.interpreters())
                .isEqualTo(
                        new InterpreterPaths(
                                Optional.of(Path.of("/bin/sh")), Optional.of(Path.of("/bin/cat"))));
        assertThat(config.endpoint()).hasValue(URI.create("https://hydrant.example"));
        assertThat(read(Map.of("functions.isolation", "off")).isolation())
                .isEqualTo(Isolation.PROCESS_GROUPS);
    }

    @Test
    void readsFunctionsElsewhere() {
        FunctionsConfig config =
                elsewhere(
                        "a.arn=" + ARN + "a:prod",
                        "a.to=http://decoder:8080",
                        "b.arn=" + ARN + "*",
                        "b.to=aws",
                        "b.endpoint=http://127.0.0.1:9001",
                        "b.access-key=AKID",
                        "b.secret-key=secret",
                        "b.concurrency=100",
                        "b.timeout=30s",
                        "c.arn=" + ARN + "c",
                        "c.to=aws");
        URI posted = URI.create("http://decoder:8080/2015-03-31/functions/function/invocations");
        RemotePlace.Keys keys = new RemotePlace.Keys("AKID", "secret", Optional.empty());
        assertThat(config.elsewhere())
                .containsExactly(
                        new RemoteMapping(
                                RemoteScope.of(ARN + "a:prod"),
                                new RemotePlace.Emulator(posted),
                                1,
                                Duration.ofMinutes(15)),
                        new RemoteMapping(
                                RemoteScope.of(ARN + "*"),
                                new RemotePlace.Aws(
                                        Optional.of(URI.create("http://127.0.0.1:9001")),
                                        Optional.of(keys)),
                                100,
                                Duration.ofSeconds(30)),
                        new RemoteMapping(
                                RemoteScope.of(ARN + "c"),
                                new RemotePlace.Aws(Optional.empty(), Optional.empty()),
                                16,
                                Duration.ofMinutes(15)));
        assertThat(config.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a.to=aws                                  | functions.elsewhere.a.arn must be set
                    a.arn=ARNa                                | functions.elsewhere.a.to must be set
                    a.arn=decode a.to=aws                     | functions.elsewhere.a.arn (command line): 'decode' must be the ARN of a function
                    a.arn=ARNa a.to=ftp://h/x                 | functions.elsewhere.a.to (command line) must be aws, or an address such as
                    a.arn=ARNa a.to=AWS                       | functions.elsewhere.a.to (command line) must be aws, or an address such as
                    a.arn=ARNa a.to=http://h a.endpoint=h     | functions.elsewhere.a.endpoint (command line) cannot be set while functions.elsewhere.a.to is not aws
                    a.arn=ARNa a.to=aws a.endpoint=h          | functions.elsewhere.a.endpoint (command line) must be an address
                    a.arn=ARNa a.to=aws a.access-key=k        | functions.elsewhere.a.secret-key must be set
                    a.arn=ARNa a.to=aws a.session-token=k     | functions.elsewhere.a.access-key must be set
                    a.arn=ARNa a.to=aws a.concurrency=0       | functions.elsewhere.a.concurrency (command line) must be a whole number from 1 to 1000
                    a.arn=ARNa a.to=aws a.timeout=0s          | functions.elsewhere.a.timeout (command line) must be a time
                    a.arn=ARNa a.to=aws b.arn=ARNa b.to=aws   | functions.elsewhere.b.arn (command line) is ARNa, which another
                    """)
    void refusesByNameWhatCannotBe(String settings, String refusal) {
        assertThatThrownBy(() -> elsewhere(settings.replace("ARN", ARN).split(" ")))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith(
                        refusal.replace("ARN", ARN).replace("the " + ARN, "the ARN"));
    }

    @ParameterizedTest
    @CsvSource({
        "functions.concurrency-max, 0",
        "functions.environments-max, none",
        "functions.idle-timeout, 10ms",
        "functions.memory-limit, maybe",
        "functions.isolation, none",
        "functions.python, /no/such/python",
        "functions.node, /etc/passwd",
        "functions.endpoint, localhost",
    })
    void refusesByNameWhatIsOutsideItsRule(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith(key + " (command line) must be ")
                .hasMessageEndingWith("but was '" + value + "'.");
    }
}
