package io.hydrant.formats.parquet;

import java.util.Optional;

/// How files name their writer, in the form that parquet-java's VersionParser reads.
final class CreatedBy {
    private CreatedBy() {}

    /// `hydrant version 1.2.3 (build 1.2.3)`; the version is that of the jar this class is in.
    ///
    /// Readers take names that do not begin with `parquet-mr` for writers without that one's old
    /// faults: statistics are believed, and Hive reads INT96 without shifting it by its zone.
    static String text() {
        String version =
                Optional.ofNullable(CreatedBy.class.getPackage().getImplementationVersion())
                        .orElse("0.0.0-unpackaged");
        return "hydrant version " + version + " (build " + version + ")";
    }
}
