package io.hydrant.cli.source;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is read: objects in the order of their names.
///
/// Left out are `README*`, hidden ones and those that begin with `_`, such as `_SUCCESS`.
///
/// @param name as the person gave it
public record Source(String name, List<SourceObject> objects) {
    private static final Pattern S3 = Pattern.compile("s3://([^/]+)(?:/(.*))?");
    private static final int FINGERPRINT_BYTES = 8;

    /// Finds the objects.
    ///
    /// @param name a file, a folder, or `s3://bucket/key-or-prefix`
    /// @param buckets asked only for an S3 URL
    public static Source find(String name, Supplier<Buckets> buckets) {
        Matcher s3 = S3.matcher(name);
        List<SourceObject> objects;
        if (s3.matches()) {
            String key = s3.group(2) == null ? "" : s3.group(2);
            objects = inBucket(buckets.get(), s3.group(1), key);
        } else {
            objects = inFolder(Path.of(name));
        }
        if (objects.isEmpty()) {
            throw new CommandFailed("there is nothing to read at " + name);
        }
        return new Source(name, objects);
    }

    public Source {
        objects = List.copyOf(objects);
    }

    /// As it is stored.
    public long sizeBytes() {
        return objects.stream().mapToLong(SourceObject::sizeBytes).sum();
    }

    /// Changes when objects come, go, or change their size.
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceObject object : objects) {
                String line = object.name() + "\t" + object.sizeBytes() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static List<SourceObject> inFolder(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(file(path));
        }
        if (!Files.isDirectory(path)) {
            throw new CommandFailed(path + " is neither a file, nor a folder, nor s3://bucket/key");
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isData(path.relativize(file).toString()))
                    .sorted(Comparator.comparing(Path::toString))
                    .map(Source::file)
                    .toList();
        } catch (IOException e) {
            throw new CommandFailed(path + " cannot be listed: " + e, e);
        }
    }

    private static SourceObject file(Path file) {
        try {
            return new SourceObject(
                    file.toString(), Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read: " + e, e);
        }
    }

    /// The object of this key, else all whose keys begin with it.
    private static List<SourceObject> inBucket(Buckets buckets, String bucket, String key) {
        Map<String, Long> sizes = buckets.list(bucket, key);
        List<SourceObject> objects = new ArrayList<>();
        sizes.forEach(
                (found, size) -> {
                    boolean wanted = sizes.containsKey(key) ? found.equals(key) : isData(found);
                    if (wanted) {
                        objects.add(
                                new SourceObject(
                                        "s3://" + bucket + "/" + found,
                                        size,
                                        () -> buckets.open(bucket, found)));
                    }
                });
        return objects;
    }

    private static boolean isData(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !name.isEmpty()
                && !name.startsWith("README")
                && !name.startsWith(".")
                && !name.startsWith("_");
    }
}
