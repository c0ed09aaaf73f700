package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;
import static io.hydrant.functions.api.LambdaHarness.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.function.LogSettings.Level;
import io.hydrant.functions.function.LogSettings.Levels;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class LoggingConfigTest {
    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
    }

    private LogSettings settingsOf(String name) {
        lambda.ask("POST", FUNCTIONS + "/" + name + "/invocations", "{}");
        return lambda.runner.invocations.getLast().function().log();
    }

    @Test
    void levelsOfTheFormatJsonAreInfoUnlessGiven() {
        JsonNode shape =
                lambda.ask(
                        "POST", FUNCTIONS, function("f", ",'LoggingConfig':{'LogFormat':'JSON'}"));
        assertThat(shape.path("LoggingConfig").toString())
                .isEqualTo(
                        "{\"LogFormat\":\"JSON\",\"ApplicationLogLevel\":\"INFO\","
                                + "\"SystemLogLevel\":\"INFO\",\"LogGroup\":\"/aws/lambda/f\"}");
        assertThat(settingsOf("f"))
                .isEqualTo(
                        new LogSettings(
                                "/aws/lambda/f", Optional.of(new Levels(Level.INFO, Level.INFO))));
    }

    @Test
    void theRunnerLearnsFormatLevelsAndGroup() {
        lambda.create("f");
        assertThat(settingsOf("f")).isEqualTo(LogSettings.text("/aws/lambda/f"));
        lambda.ask(
                "PUT",
                FUNCTIONS + "/f/configuration",
                "{'LoggingConfig':{'LogFormat':'JSON','ApplicationLogLevel':'FATAL',"
                        + "'SystemLogLevel':'DEBUG','LogGroup':'mine'}}");
        assertThat(settingsOf("f"))
                .isEqualTo(
                        new LogSettings("mine", Optional.of(new Levels(Level.FATAL, Level.DEBUG))));
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'LoggingConfig':{'LogFormat':'Text'}}");
        assertThat(settingsOf("f")).isEqualTo(LogSettings.text("/aws/lambda/f"));
    }

    @Test
    void levelsNeedTheFormatJson() {
        assertThat(
                        lambda.refusal(
                                "POST",
                                FUNCTIONS,
                                function("f", ",'LoggingConfig':{'SystemLogLevel':'WARN'}")))
                .isEqualTo(
                        "400 InvalidParameterValueException: LoggingConfig: ApplicationLogLevel and"
                                + " SystemLogLevel can only be set with LogFormat JSON, but it is"
                                + " Text");
    }
}
