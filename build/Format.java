import com.google.googlejavaformat.java.Main;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or fixes the layout and the import order of every Java file of the project.
///
/// The root build runs it as a source file in a JDK 25, because Maven itself may run on an older
/// Java that cannot read our syntax. The first argument is `check` or `fix`, the second the root.
public final class Format {
    private Format() {}

    public static void main(String[] arguments) throws Exception {
        boolean fix = arguments[0].equals("fix");
        List<String> options = new ArrayList<>(List.of("--aosp"));
        options.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        options.addAll(javaFiles(Path.of(arguments[1])));

        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int exitCode = 0;
        // A long text that the first run breaks may be laid out once more by the second.
        for (int run = 0; run < (fix ? 2 : 1); run++) {
            Main formatter = new Main(out, err, new ByteArrayInputStream(new byte[0]));
            exitCode = Math.max(exitCode, formatter.format(options.toArray(String[]::new)));
        }
        if (exitCode != 0 && !fix) {
            err.println("The files above are not formatted. Fix: ./mvnw -N -Pformat validate");
        }
        System.exit(exitCode);
    }

    private static List<String> javaFiles(Path root) throws IOException {
        List<String> files = new ArrayList<>();
        collect(root.resolve("build"), files);
        for (Path modules : List.of(root, root.resolve("examples"))) {
            try (Stream<Path> children = Files.list(modules)) {
                for (Path module : children.filter(Files::isDirectory).sorted().toList()) {
                    collect(module.resolve("src"), files);
                }
            }
        }
        return files;
    }

    private static void collect(Path folder, List<String> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .forEach(files::add);
        }
    }
}
