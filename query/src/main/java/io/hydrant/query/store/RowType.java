package io.hydrant.query.store;

/// The types of rows, and how each is named.
public enum RowType {
    /// By name.
    WORK_GROUP("athena.workgroup"),
    /// By id.
    NAMED_QUERY("athena.named"),
    /// `WORKGROUP/ID` of named queries.
    NAMED_QUERY_OF("athena.named.of"),
    /// `WORKGROUP/NAME`.
    PREPARED("athena.prepared"),
    /// By id.
    EXECUTION("athena.execution"),
    /// `WORKGROUP/STAMP/ID` of executions, newest first.
    EXECUTION_OF("athena.execution.of"),
    /// Ids of executions that are not finished.
    OPEN("athena.execution.open"),
    /// `KIND/TOKEN` of what clients made with tokens of their own.
    TOKEN("athena.token"),
    /// Digests of queries whose results may be used again.
    REUSE("athena.reuse");

    private final String typeName;

    RowType(String typeName) {
        this.typeName = typeName;
    }

    public String typeName() {
        return typeName;
    }
}
