package io.hydrant.delivery.ledger;

/// What every record must go through on its own: each track has its own objects and its own
/// watermark.
public enum Track {
    /// Transformed records to the main destination (or its error output).
    MAIN(0),
    /// Source records, untransformed, to the backup.
    BACKUP(1);

    private final int code;

    Track(int code) {
        this.code = code;
    }

    /// How the track is written in the ledger; never changes.
    int code() {
        return code;
    }

    static Track ofCode(int code) {
        return switch (code) {
            case 0 -> MAIN;
            case 1 -> BACKUP;
            default -> throw new IllegalArgumentException("no track has code " + code);
        };
    }
}
