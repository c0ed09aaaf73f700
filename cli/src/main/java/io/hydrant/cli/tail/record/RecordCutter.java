package io.hydrant.cli.tail.record;

/// Finds where a record ends.
public interface RecordCutter {
    /// No record ends here.
    int NONE = -1;

    /// @param bytes those from `from` (where a record begins) to `to` count
    /// @param end what is known when `to` is the end of the file; OPEN when it is not
    /// @return one past the record's last byte, or [#NONE]
    int cut(byte[] bytes, int from, int to, FileEnd end);
}
