package io.hydrant.query.engine;

import java.util.List;

/// The settings that the database is opened with, the last of which lets nobody change any.
///
/// Source: DuckDB 2.0, Securing DuckDB. `enable_external_access` refuses files, databases,
/// extensions and networks but in the allowed directories; the spill directory is one by itself.
/// Where it is allowed to read, a statement could also write: that the engine cannot tell apart.
final class EngineLocks {
    private EngineLocks() {}

    static List<String> statements(EngineSettings settings) {
        return List.of(
                "SET threads=" + settings.threads(),
                "SET memory_limit='" + settings.memoryBytes() + "B'",
                "SET temp_directory=" + SqlText.literal(settings.spill().toString()),
                "SET max_temp_directory_size='" + settings.spillBytesMax() + "B'",
                "SET TimeZone='UTC'",
                "SET default_null_order='NULLS_LAST'",
                "SET preserve_insertion_order=false",
                "SET autoinstall_known_extensions=false",
                "SET autoload_known_extensions=false",
                "SET allow_community_extensions=false",
                "SET allow_unsigned_extensions=false",
                "SET allow_extension_repositories='forbidden'",
                "SET allow_persistent_secrets=false",
                "SET allowed_directories=[" + SqlText.literal(settings.statements() + "/") + "]",
                "SET enable_external_access=false",
                "SET lock_configuration=true");
    }
}
