package io.hydrant.query.result;

/// The kinds of result files.
public enum ResultForm {
    /// A header and rows: every value that is not null in double quotes.
    CSV(".csv", "text/csv"),
    /// Lines of values with tabs between them, without a header.
    TEXT(".txt", "text/plain"),
    /// No file: the statement writes its rows elsewhere.
    NONE("", "application/octet-stream");

    private final String suffix;
    private final String contentType;

    ResultForm(String suffix, String contentType) {
        this.suffix = suffix;
        this.contentType = contentType;
    }

    /// Follows the execution's id in the file's name.
    public String suffix() {
        return suffix;
    }

    public String contentType() {
        return contentType;
    }
}
