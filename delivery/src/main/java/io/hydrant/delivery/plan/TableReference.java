package io.hydrant.delivery.plan;

/// The table of a data catalog that records are converted by, as it was configured.
///
/// @param catalogId the account that the catalog belongs to
/// @param versionId of the table, or [#LATEST]
/// @param roleArn kept for error objects, which show it
public record TableReference(
        String catalogId,
        String region,
        String database,
        String table,
        String versionId,
        String roleArn) {
    /// The newest version there is whenever an object is begun.
    public static final String LATEST = "LATEST";

    public boolean isLatest() {
        return versionId.equals(LATEST);
    }

    @Override
    public String toString() {
        return database + "." + table + (isLatest() ? "" : " version " + versionId);
    }
}
