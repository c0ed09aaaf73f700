package io.hydrant.functions.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What starts functions: scripts of ours, and the official runtime interface client for Java. They
/// come out of the class path into a folder, from which processes take them.
final class Bootstraps {
    static final String PYTHON = "bootstrap.py";
    static final String NODE = "bootstrap.cjs";
    static final String SUPERVISE = "supervise.sh";
    static final String CONFINE = "confine.sh";

    /// The runtime interface client and what it needs, in the order of its class path.
    static final List<String> JAVA =
            List.of(
                    "aws-lambda-java-runtime-interface-client.jar",
                    "aws-lambda-java-core.jar",
                    "aws-lambda-java-serialization.jar",
                    "utils-lite.jar");

    private Bootstraps() {}

    /// Whether they were written to a folder and are still there.
    static boolean areIn(Path folder) {
        return Files.isRegularFile(folder.resolve(SUPERVISE));
    }

    static void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String script : List.of(PYTHON, NODE, CONFINE)) {
            write(script, folder.resolve(script));
        }
        for (String jar : JAVA) {
            write("lambda-java/" + jar, folder.resolve(jar));
        }
        write(SUPERVISE, folder.resolve(SUPERVISE)); // last: it tells that the others are there
    }

    private static void write(String resource, Path file) throws IOException {
        try (InputStream in = Bootstraps.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the resource " + resource + " is not on the class path");
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
