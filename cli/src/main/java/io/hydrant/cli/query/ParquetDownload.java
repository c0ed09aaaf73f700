package io.hydrant.cli.query;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Execution;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Has the server write a query's rows as Parquet (`UNLOAD`) and fetches what it wrote: one file as
/// a file, several as a folder of them. What lay in the bucket meanwhile is removed.
public final class ParquetDownload {
    private final QueryRun runs;
    private final Buckets buckets;

    public ParquetDownload(QueryRun runs, Buckets buckets) {
        this.runs = runs;
        this.buckets = buckets;
    }

    /// @param query its text is a query without a semicolon
    /// @param bucket where the rows lie meanwhile; made when it is missing
    public Execution fetch(Queries.Start query, String bucket, Path target) throws IOException {
        makeSure(bucket);
        String prefix = "unload/" + UUID.randomUUID() + "/";
        String text =
                "UNLOAD (%s\n) TO 's3://%s/%s' WITH (format = 'PARQUET')"
                        .formatted(query.text(), bucket, prefix);
        try {
            Execution execution =
                    runs.run(
                            new Queries.Start(
                                    text,
                                    query.database(),
                                    query.workGroup(),
                                    query.outputLocation()));
            fetch(bucket, prefix, target);
            return execution;
        } finally {
            remove(bucket, prefix);
        }
    }

    private void makeSure(String bucket) {
        try {
            buckets.create(bucket);
        } catch (WireFailure e) {
            if (!e.code().startsWith("BucketAlready")) {
                throw e;
            }
        }
    }

    private void fetch(String bucket, String prefix, Path target) throws IOException {
        Map<String, Long> objects = buckets.list(bucket, prefix);
        if (objects.isEmpty()) {
            throw new CommandFailed("the query gave no rows: there is no file to fetch");
        }
        if (objects.size() == 1) {
            fetchOne(bucket, objects.keySet().iterator().next(), target);
            return;
        }
        Files.createDirectories(target);
        for (String key : objects.keySet()) {
            String name = key.substring(prefix.length()).replace('/', '_');
            fetchOne(
                    bucket,
                    key,
                    target.resolve(name.endsWith(".parquet") ? name : name + ".parquet"));
        }
    }

    private void fetchOne(String bucket, String key, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (InputStream in = buckets.open(bucket, key)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Also after an interruption: what is left would be nobody's.
    private void remove(String bucket, String prefix) {
        boolean interrupted = Thread.interrupted();
        buckets.list(bucket, prefix).keySet().forEach(key -> buckets.delete(bucket, key));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The bucket of a location, or the one that results go to when nobody says a place.
    public static String bucket(Optional<String> location) {
        return location.filter(text -> text.startsWith("s3://"))
                .map(text -> text.substring("s3://".length()).split("/", 2)[0])
                .orElse(QueryRun.DEFAULT_BUCKET);
    }
}
