package io.hydrant.query.refusal;

/// Why a statement did not succeed. Its message is what the execution shows as the reason of its
/// state: code, colon, text, such as `TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does
/// not exist`; statements of Hive's grammar have no code but `FAILED: ...`.
public final class QueryFailure extends Exception {
    private static final long serialVersionUID = 1;

    /// Who can do something about it.
    public enum Cause {
        SYSTEM,
        USER,
        /// Not a failure of the statement: somebody stopped it.
        CANCELLED
    }

    private final Cause reason;

    public QueryFailure(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public QueryFailure(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// @param code such as `TABLE_NOT_FOUND`
    public static QueryFailure user(String code, String text) {
        return new QueryFailure(Cause.USER, code + ": " + text);
    }

    public Cause reason() {
        return reason;
    }
}
