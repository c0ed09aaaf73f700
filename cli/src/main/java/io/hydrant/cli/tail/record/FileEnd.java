package io.hydrant.cli.tail.record;

/// What is known of a file at whose present end the reader has arrived. In growing certainty.
public enum FileEnd {
    /// It may be in the middle of being written.
    OPEN,
    /// Nobody has written since it was last looked at: complete lines are complete records.
    AT_REST,
    /// Nobody will write any more: whatever is left is a record.
    FINAL
}
