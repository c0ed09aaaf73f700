package io.hydrant.query.engine;

import java.util.Optional;

/// What the files in a statement's folder are to its user.
public interface FileNames {
    FileNames NONE = path -> Optional.empty();

    /// @param path below the statement's folder, such as `t0/f17.parquet`
    /// @return an address such as `s3://bucket/key`
    Optional<String> addressOf(String path);
}
