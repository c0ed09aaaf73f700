package io.hydrant.functions.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which interpreter runs what, and what is said of a missing one.
class InterpretersTest {
    @TempDir Path folder;

    @Test
    void takesTheFirstPythonThatIsNewEnough() throws Exception {
        program("old/python3", "exit 1");
        program("new/python3", "echo /opt/real/python3; echo /home/me/site");
        Interpreters interpreters = on(folder.resolve("old") + ":" + folder.resolve("new"));
        Interpreters.Interpreter found = interpreters.of(RuntimeFamily.PYTHON).orElseThrow();
        assertThat(found.executable()).isEqualTo(Path.of("/opt/real/python3"));
        assertThat(found.libraries()).containsExactly("/home/me/site");
        assertThat(interpreters.lacking("python3.7")).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(on("/nowhere").lacking("java17").orElseThrow())
                .isEqualTo("functions of runtime java17 need java, which is not at /no/java");
        assertThat(on("/nowhere").lacking("ruby3.2").orElseThrow())
                .startsWith("functions of runtime ruby3.2 cannot run here: supported are");
    }

    @ParameterizedTest
    @CsvSource({
        "python3.7, PYTHON",
        "python3.14, PYTHON",
        "nodejs18.x, NODE",
        "nodejs, NODE",
        "java8.al2, JAVA",
        "java25, JAVA",
        "provided, PROVIDED",
        "provided.al2023, PROVIDED"
    })
    void knowsRuntimesByTheirNames(String runtime, RuntimeFamily family) {
        assertThat(RuntimeFamily.of(runtime)).contains(family);
    }

    @ParameterizedTest
    @CsvSource({"python2.7", "dotnet8", "ruby3.4", "go1.x"})
    void knowsNoOtherRuntimes(String runtime) {
        assertThat(RuntimeFamily.of(runtime)).isEmpty();
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Interpreters on(String path) {
        return new Interpreters(new Programs(path), InterpreterPaths.NONE, Path.of("/no/java"));
    }
}
