package io.hydrant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules on the text of the sources that neither the compiler nor the linter knows.
///
/// The linter reads a `///` comment as an ordinary one, so documentation is looked for here.
class SourcesTest {
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "^public ((abstract|final|sealed|non-sealed|strictfp|static)"
                            + " )*(class|interface|record|enum|@interface) .*");

    @Test
    void everyPublicTypeSaysWhatItIsFor() throws IOException {
        List<String> undocumented = new ArrayList<>();
        for (Path file : mainSources()) {
            List<String> lines = Files.readAllLines(file);
            for (int line = 0; line < lines.size(); line++) {
                if (PUBLIC_TYPE.matcher(lines.get(line)).matches() && !documented(lines, line)) {
                    undocumented.add(file + ":" + (line + 1));
                }
            }
        }
        assertThat(undocumented).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<String> undocumented = new ArrayList<>();
        for (Path file : mainSources()) {
            boolean description = file.endsWith("package-info.java");
            if (description && !Files.readString(file).stripLeading().startsWith("///")) {
                undocumented.add(file.toString());
            }
        }
        assertThat(undocumented).isEmpty();
    }

    /// The comment may stand above annotations, which may span lines: look up to the blank line or
    /// statement that ends what comes before the type.
    private static boolean documented(List<String> lines, int typeLine) {
        for (int line = typeLine - 1; line >= 0; line--) {
            String text = lines.get(line).strip();
            if (text.startsWith("///") || text.endsWith("*/")) {
                return true;
            }
            if (text.isEmpty() || text.startsWith("import ") || text.startsWith("package ")) {
                return false;
            }
        }
        return false;
    }

    private static List<Path> mainSources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> paths = Files.walk(sources)) {
                        paths.filter(path -> path.toString().endsWith(".java"))
                                .sorted()
                                .forEach(files::add);
                    }
                }
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
