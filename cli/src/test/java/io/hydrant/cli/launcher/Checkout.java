package io.hydrant.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A checkout in a temporary folder: the real launcher, a build and JDKs that only write down what
/// they were asked.
final class Checkout {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    private Checkout(Path root) {
        this.root = root;
    }

    static Checkout in(Path folder) throws IOException {
        Checkout checkout = new Checkout(Files.createDirectory(folder.resolve("check out")));
        Path launcher = Path.of("").toAbsolutePath().getParent().resolve("hydrant");
        checkout.program("hydrant", Files.readString(launcher));
        checkout.old("pom.xml", "");
        checkout.old("cli/pom.xml", "");
        checkout.old("cli/src/main/java/Main.java", "");
        checkout.program(
                "mvnw",
                """
                #!/bin/bash
                echo "$JAVA_HOME $*" >>builds
                echo "[ERROR] it does not compile"
                mkdir -p cli/target/hydrant/lib
                touch cli/target/hydrant/lib/{b,a}.jar
                exit $(cat build-outcome 2>/dev/null || echo 0)
                """);
        checkout.environment.put("PATH", "/usr/bin:/bin");
        checkout.environment.put("HYDRANT_JDK_FOLDERS", checkout.root + "/none");
        checkout.environment.put("HYDRANT_AOT", "off");
        return checkout;
    }

    Path root() {
        return root;
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// A JDK whose java prints its process id and its arguments, one a line.
    Path jdk(String folder, String version) throws IOException {
        program(
                folder + "/bin/java",
                """
                #!/bin/bash
                for argument; do
                  case $argument in
                    -XX:AOTCacheOutput=*) echo "training" >>"%s/trainings"; [[ -e "%s/no-training" ]] && exit 1
                      echo cache >"${argument#*=}"; exit 0 ;;
                  esac
                done
                echo "$$"
                env | grep ^HYDRANT
                printf '%%s\\n' "$@"
                exit 7
                """
                        .formatted(root, root));
        program(folder + "/bin/javac", "#!/bin/bash\n");
        Files.writeString(
                root.resolve(folder).resolve("release"),
                "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return root.resolve(folder);
    }

    /// A file older than any build.
    void old(String name, String text) throws IOException {
        write(name, text);
        Files.setLastModifiedTime(root.resolve(name), FileTime.from(LONG_AGO));
        for (Path parent = root.resolve(name).getParent();
                !parent.equals(root);
                parent = parent.getParent()) {
            Files.setLastModifiedTime(parent, FileTime.from(LONG_AGO));
        }
    }

    /// A file as if written right after the last build.
    void edited(String name) throws IOException {
        Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.now().plusSeconds(60)));
    }

    void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    List<String> lines(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    Run run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.getParent().toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("HYDRANT") || name.startsWith("JAVA"));
        builder.environment().putAll(environment);
        Path err = Files.createTempFile(root.getParent(), "err", ".txt");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(
                process.waitFor(), process.pid(), out.lines().toList(), Files.readString(err));
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("hydrant"), arguments);
    }

    private void program(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(
                root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What became of a run of the launcher.
    record Run(int exitCode, long pid, List<String> out, String err) {}
}
