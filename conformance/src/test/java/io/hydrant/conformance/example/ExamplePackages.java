package io.hydrant.conformance.example;

import example.taxi.TaxiFilter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The examples as a user deploys them.
public final class ExamplePackages {
    /// Tests run in the folder of their module.
    static final Path FOLDER = Path.of("..", "examples");

    public static final String PYTHON_HANDLER = "lambda_function.lambda_handler";
    public static final String TAXI_FILTER_JAVA_HANDLER = "example.taxi.TaxiFilter";

    private ExamplePackages() {}

    /// A function in Python, with what it puts records with.
    public static byte[] python(String example) {
        try {
            Path puts = FOLDER.resolve("firehose-puts-python").resolve("firehose_puts.py");
            Path function = FOLDER.resolve(example).resolve("lambda_function.py");
            return zip(
                    Map.of(
                            "lambda_function.py", Files.readAllBytes(function),
                            "firehose_puts.py", Files.readAllBytes(puts)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A function of one file in Python, with the handler of the examples.
    public static byte[] pythonText(String text) {
        return zip(Map.of("lambda_function.py", text.getBytes(StandardCharsets.UTF_8)));
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
            return Files.isDirectory(built) ? zip(files(built)) : Files.readAllBytes(built);
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

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
