package io.hydrant.cli.bench;

import example.identity.Identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What functions that do nothing are written in: those of `examples/`.
public enum FunctionLanguage {
    PYTHON(
            "python3.12",
            "lambda_function.lambda_handler",
            "lambda_function.py",
            "lambda_function.py"),
    JAVA(
            "java25",
            "example.identity.Identity::handle",
            "Identity.class",
            "example/identity/Identity.class");

    private final String runtime;
    private final String handler;
    private final String resource;
    private final String entry;

    FunctionLanguage(String runtime, String handler, String resource, String entry) {
        this.runtime = runtime;
        this.handler = handler;
        this.resource = resource;
        this.entry = entry;
    }

    String runtime() {
        return runtime;
    }

    String handler() {
        return handler;
    }

    /// The package.
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream file = Identity.class.getResourceAsStream(resource);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            file.transferTo(zip);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " of the examples cannot be read", e);
        }
        return bytes.toByteArray();
    }
}
