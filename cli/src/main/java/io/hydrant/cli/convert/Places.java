package io.hydrant.cli.convert;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.terminal.CommandFailed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens what a person named: folders here, prefixes of buckets.
///
/// @param buckets asked only for an S3 address
/// @param temporary a folder here, for files that are put elsewhere
/// @param run tells files of this run from those of others
public record Places(Supplier<Buckets> buckets, Path temporary, String run) {
    private static final Pattern S3 = Pattern.compile("s3://([^/]+)(?:/(.*))?");

    /// @param address a folder, or `s3://bucket/prefix`
    public Target open(String address, Existing existing) {
        Matcher s3 = S3.matcher(address);
        if (!s3.matches()) {
            return FolderTarget.open(Path.of(address), run, existing);
        }
        String key = s3.group(2) == null ? "" : s3.group(2);
        String prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
        Path staging = temporary.resolve("hydrant-convert-" + run);
        return BucketTarget.open(
                buckets.get(), new BucketTarget.Place(s3.group(1), prefix, staging), existing);
    }

    /// Where rejected documents are kept.
    ///
    /// @param address a file, or a folder or prefix with a slash at its end that gets a file of its
    ///   own for each run; packed with GZIP when the name ends with `.gz`
    Rejections.Keeping keeping(String address) {
        boolean folder = address.endsWith("/") || Path.of(address).toFile().isDirectory();
        int slash = address.lastIndexOf('/');
        String name = folder ? "rejected-" + run + ".json" : address.substring(slash + 1);
        String parent = folder ? address : address.substring(0, slash + 1);
        refuseExisting(parent, name);
        Places own = new Places(buckets, temporary, run + "-rejected");
        return new Rejections.Keeping(
                own.open(parent.isEmpty() ? "." : parent, Existing.KEPT), name);
    }

    private void refuseExisting(String parent, String name) {
        Matcher s3 = S3.matcher(parent);
        boolean exists;
        if (s3.matches()) {
            String key = (s3.group(2) == null ? "" : s3.group(2)) + name;
            exists = buckets.get().list(s3.group(1), key).containsKey(key);
        } else {
            exists = Files.exists(Path.of(parent, name));
        }
        if (exists) {
            throw new CommandFailed(
                    parent + name + " exists already; name another file for --rejected");
        }
    }
}
