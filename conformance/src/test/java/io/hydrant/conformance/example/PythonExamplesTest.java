package io.hydrant.conformance.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The unit tests of the examples in Python, and that all examples are told of.
class PythonExamplesTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir Path folder;

    static List<String> folders() throws IOException {
        return names().stream().filter(name -> name.endsWith("-python")).toList();
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> examples = Files.list(ExamplePackages.FOLDER)) {
            return examples.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void passesItsOwnTests(String example) throws Exception {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        Path said = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder("python3", "-B", "-m", "unittest", "-v")
                        .directory(ExamplePackages.FOLDER.resolve(example).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(said.toFile()));
        Path puts = ExamplePackages.FOLDER.resolve("firehose-puts-python").toAbsolutePath();
        builder.environment().put("PYTHONPATH", puts.toString());
        Process tests = builder.start();
        boolean ended = tests.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        tests.destroyForcibly();
        assertThat(ended).as("ended in time: %s", Files.readString(said)).isTrue();
        assertThat(tests.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).containsPattern("Ran [1-9]\\d* test");
    }

    @Test
    void everyExampleIsInTheReadme() throws IOException {
        String readme = Files.readString(ExamplePackages.FOLDER.resolve("README.md"));
        assertThat(names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(readme).contains("`" + name));
    }
}
