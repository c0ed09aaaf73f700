package io.hydrant.functions.runtime.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// The folder of one environment.
///
/// ```
/// ENVIRONMENT/temporary/   what the function writes
/// ENVIRONMENT/root/        where its root folder is built, in a mount namespace only
/// ENVIRONMENT/output       a named pipe: standard output and error
/// ```
record EnvironmentFolder(Path folder) {

    static EnvironmentFolder create(Path parent) throws IOException {
        Files.createDirectories(parent);
        EnvironmentFolder created =
                new EnvironmentFolder(Files.createTempDirectory(parent, "environment-"));
        try {
            Files.createDirectory(created.temporary());
            Files.createDirectory(created.root());
            return created;
        } catch (IOException e) {
            created.delete();
            throw e;
        }
    }

    Path temporary() {
        return folder.resolve("temporary");
    }

    Path root() {
        return folder.resolve("root");
    }

    Path output() {
        return folder.resolve("output");
    }

    void delete() throws IOException {
        deleteTree(folder);
    }

    /// Deletes a folder with all in it. Links are deleted, never followed.
    static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path visited, BasicFileAttributes attributes) {
                        // a function may have taken our own right to list it
                        boolean opened =
                                visited.toFile().setReadable(true, true)
                                        && visited.toFile().setWritable(true, true)
                                        && visited.toFile().setExecutable(true, true);
                        return opened ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                            throws IOException {
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
