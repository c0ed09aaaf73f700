package io.hydrant.cli.demo.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The function as a user would deploy it: a zip that AWS Lambda takes too.
public final class FilterPackage {
    private static final List<String> PYTHON_FILES =
            List.of("lambda_function.py", "firehose_puts.py");

    /// Found without loading it: what it needs is in its jar, not on this class path.
    private static final String JAVA_CLASS = "example/taxi/TaxiFilter.class";

    private FilterPackage() {}

    public static byte[] zip(FilterLanguage language) {
        try {
            return switch (language) {
                case PYTHON -> python();
                case JAVA -> java();
            };
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(
                    "the function in %s that comes with this program cannot be read"
                            .formatted(language.shown()),
                    e);
        }
    }

    private static byte[] python() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : PYTHON_FILES) {
            try (InputStream file = FilterPackage.class.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IOException(name + " is missing");
                }
                files.put(name, file.readAllBytes());
            }
        }
        return zipped(files);
    }

    /// The jar of the example; or a package of the same files where the build has not made it yet.
    private static byte[] java() throws IOException, URISyntaxException {
        URL found = FilterPackage.class.getClassLoader().getResource(JAVA_CLASS);
        if (found == null) {
            throw new IOException(JAVA_CLASS + " is missing");
        }
        String place = found.toString();
        if (place.startsWith("jar:")) {
            String jar = place.substring("jar:".length(), place.lastIndexOf("!/"));
            return Files.readAllBytes(Path.of(new URI(jar)));
        }
        Path root = Path.of(found.toURI());
        for (int depth = 0; depth < Path.of(JAVA_CLASS).getNameCount(); depth++) {
            root = root.getParent();
        }
        return zipped(files(root));
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.filter(Files::isRegularFile).toList();
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (Path path : paths) {
            files.put(
                    folder.relativize(path).toString().replace('\\', '/'),
                    Files.readAllBytes(path));
        }
        return files;
    }

    private static byte[] zipped(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a zip cannot be made in memory", e);
        }
        return bytes.toByteArray();
    }
}
