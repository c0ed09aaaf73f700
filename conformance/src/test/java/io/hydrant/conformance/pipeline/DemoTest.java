package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `hydrant demo` as a person runs it: a process of its own, which ends well only if every number
/// it gets from the table is the one of the source.
class DemoTest {
    private static final int SECONDS_MAX = 180;

    @TempDir private Path folder;

    @Test
    void showsTheWholePipelineWithTheFunctionInJava() throws Exception {
        assertDemoSucceeds("java");
    }

    @Test
    void showsTheWholePipelineWithTheFunctionInPython() throws Exception {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        assertDemoSucceeds("python");
    }

    private void assertDemoSucceeds(String language) throws IOException, InterruptedException {
        Launch launch = Launch.in(folder.resolve("process"));
        Path data = folder.resolve("data");
        Process demo =
                ServerProcess.run(
                        launch, List.of("demo", "--function", language, "--data", data.toString()));
        try {
            assertThat(demo.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }

        String said = Files.readString(launch.standardOutput());
        assertThat(demo.exitValue()).as(said + Files.readString(launch.standardError())).isZero();
        assertThat(said)
                .contains("MSCK REPAIR TABLE nyctaxitrips;")
                .contains("SELECT * FROM \"kinesislab\".\"nyctaxitrips\" limit 10;")
                .contains("All 238 values are those of the source: 3,438 trips came through")
                .contains("./hydrant start --data " + data);
        assertThat(Files.readString(launch.standardError()))
                .contains("replayed: 3599 of 3599", "function: 3599 of 3599")
                .contains("delivered: 3438 of 3438");
        assertThat(said).doesNotContain("\u001b").doesNotContain("\r");
    }
}
