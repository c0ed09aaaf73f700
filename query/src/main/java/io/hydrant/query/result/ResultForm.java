package io.hydrant.query.result;

import io.hydrant.query.statement.StatementType;

import java.util.Set;

/// The kinds of result files.
public enum ResultForm {
    /// A header and rows: every value that is not null in double quotes.
    CSV(".csv", "text/csv"),
    /// Lines of values with tabs between them, without a header.
    TEXT(".txt", "text/plain"),
    /// No file: the statement writes its rows elsewhere.
    NONE("", "application/octet-stream");

    private static final Set<String> WRITING =
            Set.of("CREATE_TABLE_AS_SELECT", "INSERT", "INSERT_INTO", "UNLOAD");

    private final String suffix;
    private final String contentType;

    ResultForm(String suffix, String contentType) {
        this.suffix = suffix;
        this.contentType = contentType;
    }

    /// What a statement's result is written as.
    public static ResultForm of(StatementType type, String substatement) {
        if (WRITING.contains(substatement)) {
            return NONE;
        }
        return switch (type) {
            case DML -> CSV;
            case DDL, UTILITY -> TEXT;
        };
    }

    /// Follows the execution's id in the file's name.
    public String suffix() {
        return suffix;
    }

    public String contentType() {
        return contentType;
    }
}
