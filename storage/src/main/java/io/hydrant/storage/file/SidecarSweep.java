package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Removes sidecars that a stop in the middle of a write or removal left behind.
///
/// Such a stop leaves the object's file among the temporary ones, or two sidecars of one key. Only
/// sidecars found by one of these signs are looked at, and only those that describe no content that
/// is there are removed. A sidecar whose file somebody moved away by hand is no such: it describes
/// the file again once that is back.
///
/// Runs before the first request.
final class SidecarSweep {
    /// Key's hash without its first two digits; then the version, as [Sidecars] names it.
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{62})\\.(-?\\d+\\.\\d+)\\.json");

    private final StoreFolders folders;
    private final BucketTree tree;
    private final Set<String> cutOff = new HashSet<>();

    /// @param tree to find the objects there are
    SidecarSweep(StoreFolders folders, BucketTree tree) {
        this.folders = folders;
        this.tree = tree;
    }

    /// Empties the folder of temporary files, and removes the sidecars that belong to them.
    void run() throws IOException {
        List<Path> leftovers = DurableFiles.children(folders.temporary());
        if (leftovers.isEmpty()) {
            return;
        }
        for (Path leftover : leftovers) {
            FileVersion.of(leftover).map(Sidecars::versionName).ifPresent(cutOff::add);
        }
        for (Path bucket : DurableFiles.children(folders.bucketMetas())) {
            for (Path folder : DurableFiles.children(bucket.resolve(StoreFolders.OBJECTS))) {
                sweep(bucket.getFileName().toString(), folder);
            }
        }
        // Last, so that a sweep that is cut off itself is done again.
        for (Path leftover : leftovers) {
            DurableFiles.removeTree(leftover);
        }
    }

    private void sweep(String bucket, Path folder) throws IOException {
        Map<String, List<Path>> byKey = new HashMap<>();
        Set<Path> suspects = new HashSet<>();
        for (Path sidecar : DurableFiles.children(folder)) {
            Matcher name = NAME.matcher(sidecar.getFileName().toString());
            if (name.matches()) {
                byKey.computeIfAbsent(name.group(1), _ -> new ArrayList<>()).add(sidecar);
                if (cutOff.contains(name.group(2))) {
                    suspects.add(sidecar);
                }
            }
        }
        byKey.values().stream().filter(same -> same.size() > 1).forEach(suspects::addAll);
        for (Path suspect : suspects) {
            if (!describesAnObject(bucket, suspect)) {
                Files.deleteIfExists(suspect);
            }
        }
    }

    private boolean describesAnObject(String bucket, Path sidecar) throws IOException {
        Optional<byte[]> json = DurableFiles.read(sidecar);
        if (json.isEmpty()) {
            return false;
        }
        ObjectAddress address = new ObjectAddress(bucket, MetadataJson.key(json.get()));
        Matcher name = NAME.matcher(sidecar.getFileName().toString());
        return tree.find(address)
                .filter(
                        version ->
                                name.matches()
                                        && Sidecars.versionName(version).equals(name.group(2)))
                .isPresent();
    }
}
