package io.hydrant.conformance.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is deployed under a name.
///
/// @param handler as the runtime wants it
/// @param zip the package
/// @param environment variables of the function's own
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record FunctionPackage(
        String name,
        String runtime,
        String handler,
        byte[] zip,
        Map<String, String> environment,
        Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    public FunctionPackage {
        environment = Map.copyOf(environment);
    }

    /// In Python, with the handler `lambda_function.lambda_handler`.
    public static FunctionPackage python(String name, byte[] zip) {
        return new FunctionPackage(
                name, "python3.12", "lambda_function.lambda_handler", zip, Map.of(), TIMEOUT);
    }

    /// In Python, of one file.
    public static FunctionPackage python(String name, String text) {
        return python(name, zipOfText(text));
    }

    public static FunctionPackage java(String name, String handler, byte[] zip) {
        return new FunctionPackage(name, "java25", handler, zip, Map.of(), TIMEOUT);
    }

    public FunctionPackage with(Map<String, String> variables) {
        return new FunctionPackage(name, runtime, handler, zip, variables, timeout);
    }

    public FunctionPackage within(Duration limit) {
        return new FunctionPackage(name, runtime, handler, zip, environment, limit);
    }

    /// The package of a function in Python of one file.
    public static byte[] zipOfText(String text) {
        return zip(Map.of("lambda_function.py", text.getBytes(StandardCharsets.UTF_8)));
    }

    /// A package of files by their names.
    public static byte[] zip(Map<String, byte[]> files) {
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
