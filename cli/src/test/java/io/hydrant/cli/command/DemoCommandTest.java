package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What the demo does before its server has much to do; the whole of it is shown by conformance.
class DemoCommandTest {
    private static final Map<String, String> NO_PYTHON =
            Map.of("HYDRANT_FUNCTIONS_PYTHON", "/nowhere/python3");

    private final FakeHydrant server = new FakeHydrant();

    @TempDir private Path folder;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void tellsTheStepThatFailedWhatWasExpectedAndWhereToLook() {
        CommandRun run = demo("--function", "java");

        assertThat(run.out()).contains("A server runs at http://127.0.0.1:");
        assertThat(run.err())
                .startsWith("hydrant: the demo failed at the step: create the database\n")
                .contains(
                        "  found     " + server.endpoint() + " answered something else than JSON\n",
                        "  expected  a database kinesislab\n",
                        "  look at   ./hydrant start --data " + folder + "\n",
                        "./hydrant logs /aws/lambda/NYCTaxiTrips-KDSLambdaTrigger\n",
                        "s3://kinesislab-nyctaxitrips-demo/nyctaxitripserror/");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void drawsNothingOverWhenNobodyWatches() {
        CommandRun run = demo("--function", "java");

        assertThat(run.out() + run.err()).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void saysWhatIsMissingForPythonBeforeAnythingIsStarted() {
        CommandRun run = demo("--function", "python");

        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                1,
                                "",
                                "hydrant: --function python does not work here:"
                                        + " HYDRANT_FUNCTIONS_PYTHON names /nowhere/python3, which"
                                        + " cannot be run; --function java needs no more than the"
                                        + " JDK\n"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void knowsTwoLanguages() {
        CommandRun run = demo("--function", "cobol");

        assertThat(run.err())
                .startsWith("hydrant: --function must be python or java but was cobol\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void wantsAFolderOfItsOwn() throws IOException {
        Files.createFile(folder.resolve("precious"));

        CommandRun run = demo();

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: "
                                + folder
                                + " is not empty; the demo wants a folder of its own\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void trainingServesAndLeavesNothing() {
        CommandRun run = CommandRun.of(server, Map.of(), "train");

        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        assertThat(server.options().data().orElseThrow()).doesNotExist();
    }

    @Test
    void trainingPutsRefusedRecordsAgain() {
        server.refusingPartsOfBatch(0).refusingPartsOfBatch(1).refusingPartsOfBatch(3);

        assertThat(CommandRun.of(server, Map.of(), "train").exitCode()).isZero();
        assertThat(server.records()).hasSize(2_000);
    }

    private CommandRun demo(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "demo";
        arguments[1] = "--data";
        arguments[2] = folder.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(server, NO_PYTHON, arguments);
    }
}
