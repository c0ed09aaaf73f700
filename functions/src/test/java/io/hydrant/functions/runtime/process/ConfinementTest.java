package io.hydrant.functions.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.functions.function.FunctionVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// What functions see of the machine, where it has namespaces.
class ConfinementTest {
    @TempDir Path folder;
    private FunctionBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = FunctionBench.in(folder);
        Programs programs = new Programs(System.getenv().getOrDefault("PATH", ""));
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        Path bootstraps = folder.resolve("functions/bootstraps");
        assumeTrue(
                Confinement.probe(programs, List.of(), bootstraps, scratch).hasNamespaces(),
                "skipped: this machine allows no namespaces");
        assumeTrue(
                bench.runner.lacking("python3.12").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("python3.12").orElseThrow());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void showsTheCodeWhereTheServiceHasItAndReadOnly() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import os
                        def handler(event, context):
                            try:
                                open('/var/task/new', 'w')
                                wrote = True
                            except OSError as e:
                                wrote = str(e)
                            return [os.getcwd(), __file__, os.environ['LAMBDA_TASK_ROOT'], wrote]
                        """);
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo(
                        "[\"/var/task\",\"/var/task/app.py\",\"/var/task\","
                                + "\"[Errno 30] Read-only file system: '/var/task/new'\"]");
    }

    @Test
    void givesEachEnvironmentATemporaryFolderOfItsOwn() throws Exception {
        String program =
                """
                import os
                def handler(event, context):
                    found = os.listdir('/tmp')
                    open('/tmp/' + event, 'w').close()
                    return found
                """;
        FunctionVersion first = bench.python(program);
        assertThat(bench.answer(first, "\"a\"").toString()).isEqualTo("[]");
        assertThat(bench.answer(first, "\"b\"").toString()).isEqualTo("[\"a\"]");
        assertThat(bench.answer(bench.python(program), "\"c\"").toString()).isEqualTo("[]");
    }

    @Test
    void hidesTheServersFilesAndProcesses() throws Exception {
        Files.writeString(folder.resolve("data/secret"), "x");
        FunctionVersion function =
                bench.python(
                        """
                        import ctypes, os
                        def handler(event, context):
                            libc = ctypes.CDLL(None, use_errno=True)
                            umounted = libc.umount2(b'/tmp', 2)
                            return {'data': os.path.exists(event),
                                    'processes': len([p for p in os.listdir('/proc') if p.isdigit()]),
                                    'umounted': umounted == 0}
                        """);
        JsonNode seen = bench.answer(function, "\"" + folder.resolve("data/secret") + "\"");
        assertThat(seen.get("data").asBoolean()).isFalse();
        assertThat(seen.get("processes").asInt()).isEqualTo(2);
        assertThat(seen.get("umounted").asBoolean()).isFalse();
    }

    @Test
    void hidesFoldersOutsideOfTemporaryOnes() throws Exception {
        RunnerSettings usual =
                FunctionBench.settings(
                        folder.resolve("own"),
                        FunctionBench.LIMITS,
                        RunnerSettings.Isolation.AS_FAR_AS_POSSIBLE);
        RunnerSettings settings =
                new RunnerSettings(
                        usual.folder(),
                        List.of(Path.of("/usr/share")),
                        usual.surroundings(),
                        usual.limits(),
                        usual.isolation());
        try (FunctionBench own = FunctionBench.in(folder, InstantSource.system(), settings)) {
            FunctionVersion function =
                    own.python("import os\ndef handler(e, c):\n    return os.listdir(e)\n");
            assertThat(own.answer(function, "\"/usr/share\"")).isEmpty();
            assertThat(own.answer(function, "\"/usr\"")).isNotEmpty();
        }
    }

    @Test
    void endsChildrenThatLeftTheProcessGroup() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import subprocess, sys
                        LEAVE = \"\"\"if True:
                            import subprocess
                            subprocess.Popen(['sleep', '98761'], start_new_session=True,
                                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                            \"\"\"
                        def handler(event, context):
                            subprocess.run([sys.executable, '-c', LEAVE])
                        """);
        bench.answer(function, "{}");
        assertThat(ChildProcesses.withArgument("98761")).isNotEmpty();
        bench.runner.retire(function);
        ChildProcesses.awaitEnd("98761");
    }

    @Test
    void mergesLayers() throws Exception {
        Path one = Files.createDirectories(folder.resolve("one/python"));
        Path two = Files.createDirectories(folder.resolve("two/python"));
        Files.writeString(one.resolve("first.py"), "NAME = 'first'\n");
        Files.writeString(one.resolve("both.py"), "NAME = 'below'\n");
        Files.writeString(two.resolve("both.py"), "NAME = 'above'\n");
        Files.writeString(two.resolveSibling("readme"), "hello");
        FunctionVersion function =
                FunctionBench.withLayers(
                        bench.python(
                                """
                                import both, first
                                def handler(event, context):
                                    return [first.NAME, both.NAME, open('/opt/readme').read()]
                                """),
                        List.of(one.getParent(), two.getParent()));
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo("[\"first\",\"above\",\"hello\"]");
    }
}
