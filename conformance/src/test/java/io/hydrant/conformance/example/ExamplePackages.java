package io.hydrant.conformance.example;

import example.taxi.TaxiFilter;

import io.hydrant.conformance.function.FunctionPackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The examples as a user deploys them.
public final class ExamplePackages {
    /// Tests run in the folder of their module.
    static final Path FOLDER = Path.of("..", "examples");

    public static final String TAXI_FILTER_JAVA_HANDLER = "example.taxi.TaxiFilter";

    private ExamplePackages() {}

    /// A function in Python, with what it puts records with.
    public static byte[] python(String example) {
        try {
            Path shared = FOLDER.resolve("firehose-puts-python");
            Path function = FOLDER.resolve(example).resolve("lambda_function.py");
            return FunctionPackage.zip(
                    Map.of(
                            "lambda_function.py",
                            Files.readAllBytes(function),
                            "firehose_puts.py",
                            Files.readAllBytes(shared.resolve("firehose_puts.py")),
                            "firehose_answers.py",
                            Files.readAllBytes(shared.resolve("firehose_answers.py"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The jar; or a package of the same files where the build has not made the jar yet.
    public static byte[] taxiFilterJava() {
        try {
            Path built =
                    Path.of(
                            TaxiFilter.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Files.isDirectory(built)
                    ? FunctionPackage.zip(files(built))
                    : Files.readAllBytes(built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has no URI", e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : files) {
            contents.put(
                    folder.relativize(file).toString().replace('\\', '/'),
                    Files.readAllBytes(file));
        }
        return contents;
    }
}
