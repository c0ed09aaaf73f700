package io.hydrant.catalog.crawler;

import io.hydrant.catalog.crawler.FoundTable.Part;
import io.hydrant.formats.schema.Column;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides which folders are tables.
///
/// A folder is a table when all folders with files under it are equally deep and look alike: of the
/// same kind, with seven of ten columns in common. Those folders are its partitions. Otherwise each
/// of its own folders is looked at in the same way. A chain of single folders is followed down to
/// the last that does not look like a partition, so that a table is called after its own folder and
/// not after the bucket.
///
/// Folders called `key=value` name their keys; others give `partition_0`, `partition_1`, ...
/// Source: Glue Developer Guide, "How does a crawler determine when to create partitions?".
final class TableLayout {
    private static final double ALIKE = 0.7;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// The level of tables that a configuration asks for, the bucket being 1.
    private final Optional<Integer> level;

    TableLayout(Optional<Integer> level) {
        this.level = level;
    }

    /// @param depth of the folder, a bucket's being 1
    List<FoundTable> tables(Folder folder, int depth) {
        List<Folder> leaves = folder.leaves();
        if (leaves.isEmpty()) {
            return List.of();
        }
        Optional<FileSchema> together = together(leaves);
        boolean deepEnough = level.isEmpty() || depth >= level.get();
        if (deepEnough && together.isPresent() && equallyDeep(folder, leaves)) {
            Folder root = level.isPresent() ? folder : descended(folder);
            return List.of(table(root, leaves, together.get()));
        }
        List<FoundTable> found = new ArrayList<>();
        folder.schema().ifPresent(own -> found.add(table(folder, List.of(folder), own)));
        folder.children().forEach(child -> found.addAll(tables(child, depth + 1)));
        return found;
    }

    private static Folder descended(Folder folder) {
        Folder root = folder;
        while (root.schema().isEmpty() && root.children().size() == 1) {
            Folder only = root.children().getFirst();
            if (only.name().indexOf('=') >= 0 || NUMBER.matcher(only.name()).matches()) {
                return root;
            }
            root = only;
        }
        return root;
    }

    private static Optional<FileSchema> together(List<Folder> leaves) {
        FileSchema all = leaves.getFirst().schema().orElseThrow();
        for (Folder leaf : leaves.subList(1, leaves.size())) {
            FileSchema one = leaf.schema().orElseThrow();
            if (one.kind() != all.kind() || !alike(all, one)) {
                return Optional.empty();
            }
            all = all.with(TypeMerge.together(all.schema(), one.schema()));
        }
        return Optional.of(all);
    }

    private static boolean alike(FileSchema one, FileSchema other) {
        Set<String> names = names(one);
        Set<String> others = names(other);
        int smaller = Math.min(names.size(), others.size());
        names.retainAll(others);
        return names.size() >= ALIKE * smaller;
    }

    private static Set<String> names(FileSchema files) {
        Set<String> names = new HashSet<>();
        files.schema().columns().forEach(column -> names.add(column.name()));
        return names;
    }

    private static boolean equallyDeep(Folder folder, List<Folder> leaves) {
        return leaves.stream().mapToLong(leaf -> parts(folder, leaf).size()).distinct().count()
                == 1;
    }

    /// Names of the folders between the two, the lower one's own included.
    private static List<String> parts(Folder root, Folder leaf) {
        String path = leaf.path().substring(root.path().length());
        return path.isEmpty() ? List.of() : List.of(path.split("/"));
    }

    private static FoundTable table(Folder root, List<Folder> leaves, FileSchema files) {
        List<List<String>> names = leaves.stream().map(leaf -> parts(root, leaf)).toList();
        List<String> keys = keys(names, files);
        List<Part> parts = new ArrayList<>();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            parts.add(new Part(leaves.get(leaf), values(names.get(leaf))));
        }
        return new FoundTable(root, keys, parts, files);
    }

    private static List<String> keys(List<List<String>> names, FileSchema files) {
        Set<String> taken = new HashSet<>();
        for (Column column : files.schema().columns()) {
            taken.add(column.name());
        }
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < names.getFirst().size(); at++) {
            int part = at;
            List<String> found =
                    names.stream().map(folders -> keyOf(folders.get(part))).distinct().toList();
            String key = found.size() == 1 ? found.getFirst() : "";
            keys.add(key.isEmpty() || !taken.add(key) ? "partition_" + part : key);
        }
        return keys;
    }

    /// Empty when the folder names none.
    private static String keyOf(String folder) {
        int sign = folder.indexOf('=');
        return sign <= 0 ? "" : folder.substring(0, sign).toLowerCase(Locale.ROOT);
    }

    private static List<String> values(List<String> folders) {
        return folders.stream()
                .map(
                        folder ->
                                folder.substring(
                                        keyOf(folder).isEmpty() ? 0 : folder.indexOf('=') + 1))
                .toList();
    }
}
