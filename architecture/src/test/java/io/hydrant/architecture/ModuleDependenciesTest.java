package io.hydrant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Dependencies point one way: the server knows the features, a feature knows the wire and the
/// kernel, and nobody looks back.
class ModuleDependenciesTest {
    /// What each module may use beside itself and the libraries. A new module gets its line here.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("kernel", Set.of()),
                    Map.entry("testkit", Set.of("kernel")),
                    Map.entry("wire", Set.of("kernel")),
                    Map.entry("control", Set.of("kernel")),
                    Map.entry("streams", Set.of("kernel", "wire", "control")),
                    Map.entry("storage", Set.of("kernel", "wire", "control")),
                    Map.entry("formats", Set.of("kernel")),
                    Map.entry("catalog", Set.of("kernel", "wire", "control", "storage", "formats")),
                    Map.entry(
                            "query",
                            Set.of("kernel", "wire", "control", "storage", "formats", "catalog")),
                    Map.entry(
                            "functions", Set.of("kernel", "wire", "control", "streams", "storage")),
                    Map.entry("observability", Set.of("kernel", "wire", "control", "storage")),
                    Map.entry(
                            "delivery",
                            Set.of(
                                    "kernel",
                                    "wire",
                                    "control",
                                    "streams",
                                    "storage",
                                    "formats",
                                    "catalog",
                                    "functions")),
                    Map.entry(
                            "server",
                            Set.of(
                                    "kernel",
                                    "wire",
                                    "control",
                                    "streams",
                                    "storage",
                                    "observability",
                                    "formats",
                                    "catalog",
                                    "query",
                                    "functions",
                                    "delivery")),
                    Map.entry("cli", Set.of("kernel", "wire", "formats", "server")),
                    Map.entry("conformance", Set.of("cli")),
                    Map.entry(
                            "benchmarks",
                            Set.of(
                                    "kernel",
                                    "testkit",
                                    "wire",
                                    "streams",
                                    "formats",
                                    "delivery",
                                    "cli")));

    /// They put the parts together, or measure each of them.
    private static final Set<String> MAY_USE_ANY_API = Set.of("server", "benchmarks");

    private static final JavaClasses CLASSES = ProjectClasses.all();

    static Set<String> modules() {
        return MAY_USE.keySet();
    }

    @Test
    void everyModuleHasItsLineInTheTable() {
        JavaPackage root = CLASSES.getPackage("io.hydrant");
        Set<String> found =
                root.getSubpackages().stream()
                        .map(JavaPackage::getRelativeName)
                        .collect(Collectors.toSet());
        assertThat(found).isEqualTo(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyWhatItMay(String module) {
        Set<String> allowed = MAY_USE.get(module);
        DescribedPredicate<JavaClass> forbidden =
                DescribedPredicate.describe(
                        "another module than " + allowed,
                        used -> {
                            String owner = moduleOf(used);
                            return !owner.isEmpty()
                                    && !owner.equals(module)
                                    && !allowed.contains(owner);
                        });
        noClasses()
                .that()
                .resideInAPackage("io.hydrant." + module + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void onlyTheServerAndTheBenchmarksUseTheApiOfAnotherModule(String module) {
        if (MAY_USE_ANY_API.contains(module)) {
            return;
        }
        DescribedPredicate<JavaClass> foreignApi =
                DescribedPredicate.describe(
                        "the api of another feature",
                        used -> {
                            String owner = moduleOf(used);
                            return !owner.isEmpty()
                                    && !owner.equals(module)
                                    && used.getPackageName()
                                            .startsWith("io.hydrant." + owner + ".api");
                        });
        noClasses()
                .that()
                .resideInAPackage("io.hydrant." + module + "..")
                .should()
                .dependOnClassesThat(foreignApi)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.hydrant.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /// What stands in for Hadoop has only what the writer and the reader of ORC files need. One
    /// harness reads footers by the messages of the format, which need no Hadoop; benchmarks run
    /// another program's writer, with the real Hadoop.
    @Test
    void onlyWriterAndReaderOfOrcKnowOfHadoop() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.hydrant.formats.orc..",
                        "io.hydrant.formats.footer..",
                        "io.hydrant.query.engine.rows..",
                        "io.hydrant.benchmarks.conversion..")
                .and()
                .doNotHaveFullyQualifiedName("io.hydrant.conformance.kill.OrcRows")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hadoop..", "org.apache.orc..")
                .check(CLASSES);
    }

    /// Values and protocols are pure: bytes in, decisions out, so every rule is tested in memory.
    @ParameterizedTest
    @MethodSource("pureModules")
    void kernelAndWireDoNoInputOrOutput(String module) {
        Set<String> harmless =
                Set.of(
                        "java.net.URI",
                        "java.net.URISyntaxException",
                        "java.net.URLDecoder",
                        "java.net.URLEncoder");
        Set<String> filesAndSockets =
                Set.of(
                        "java.nio.file",
                        "java.nio.channels",
                        "java.net",
                        "java.net.http",
                        "java.sql");
        Set<String> fileClasses =
                Set.of(
                        "java.io.File",
                        "java.io.FileInputStream",
                        "java.io.FileOutputStream",
                        "java.io.RandomAccessFile",
                        "java.io.FileReader",
                        "java.io.FileWriter");
        DescribedPredicate<JavaClass> inputOrOutput =
                DescribedPredicate.describe(
                        "files, sockets or databases",
                        used ->
                                fileClasses.contains(used.getName())
                                        || (filesAndSockets.contains(used.getPackageName())
                                                && !harmless.contains(used.getName())));
        noClasses()
                .that()
                .resideInAPackage("io.hydrant." + module + "..")
                .should()
                .dependOnClassesThat(inputOrOutput)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    static Set<String> pureModules() {
        return Set.of("kernel", "wire");
    }

    private static String moduleOf(JavaClass used) {
        String[] parts = used.getPackageName().split("\\.");
        boolean ours =
                parts.length > 2
                        && Arrays.asList(parts)
                                .subList(0, 2)
                                .equals(Arrays.asList("io", "hydrant"));
        return ours ? parts[2] : "";
    }
}
