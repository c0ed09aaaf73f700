package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder. Files are written into a hidden folder inside, on the same disk, and moved to their
/// places at the end. Safe for any thread.
final class FolderTarget implements Target {
    private final Path folder;
    private final Path staging;
    private final List<String> old;
    private final SortedMap<String, Path> complete = new TreeMap<>();

    private FolderTarget(Path folder, String run, Existing existing) {
        this.folder = folder;
        this.staging = folder.resolve(".hydrant-convert-" + run);
        this.old = existing == Existing.REPLACED ? files() : List.of();
    }

    /// Looks at what is there; writes nothing yet.
    static FolderTarget open(Path folder, String run, Existing existing) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailed(folder + " is not a folder");
        }
        FolderTarget target = new FolderTarget(folder, run, existing);
        if (existing == Existing.REFUSED && target.files().stream().anyMatch(Existing::isData)) {
            throw Existing.refusal(folder.toString());
        }
        return target;
    }

    @Override
    public StagedFile create(String path) throws IOException {
        return LocalFile.create(
                staging.resolve(path),
                (file, _) -> {
                    synchronized (complete) {
                        complete.put(path, file);
                    }
                });
    }

    @Override
    public void commit() throws IOException {
        Files.createDirectories(folder);
        synchronized (complete) {
            for (String path : complete.keySet()) {
                Path place = folder.resolve(path);
                Files.createDirectories(place.toAbsolutePath().getParent());
                Files.move(complete.get(path), place, StandardCopyOption.ATOMIC_MOVE);
            }
            for (String path : old) {
                if (Existing.isData(path)
                        && Existing.isOfConversion(path)
                        && !complete.containsKey(path)) {
                    Files.delete(folder.resolve(path));
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            Folders.remove(staging);
        } catch (IOException e) {
            throw new CommandFailed(staging + " cannot be removed: " + e, e);
        }
    }

    /// All files below the folder, by their path.
    private List<String> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<String> paths = new ArrayList<>();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                paths.add(folder.relativize(file).toString().replace('\\', '/'));
            }
            return paths;
        } catch (IOException e) {
            throw new CommandFailed(folder + " cannot be listed: " + e, e);
        }
    }
}
