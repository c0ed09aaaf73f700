package io.hydrant.delivery.pipeline;

/// Every place between two steps at which a process may end while it brings records from a log to
/// their objects. `..._UNWRITTEN` is right before something is kept, `..._WRITTEN` right after it,
/// before anybody has learnt of it.
enum FaultPoint {
    /// A frame of the source, or of what a function made, was read.
    FRAME_READ,
    /// The records of a frame were taken apart.
    RECORDS_DIVIDED,
    /// A record's keys were asked for, and its buffer takes it; others of its frame wait.
    RECORD_ASSIGNED,

    /// The function has a batch.
    FUNCTION_ASKED,
    /// It has not read all records of the batch.
    FUNCTION_READS,
    /// It has decided; nobody knows.
    FUNCTION_DECIDED,
    /// The lane sees the answer.
    ANSWER_ARRIVED,
    ANSWER_UNWRITTEN,
    /// Some frames of the answer are in the processed log, others not.
    ANSWER_HALF_WRITTEN,
    ANSWER_WRITTEN,
    /// The source's ledger is to be told.
    ANSWER_UNPASSED,
    ANSWER_PASSED,
    /// Frames of the processed log that lie in the wrong place are noted as done.
    STRAYS_UNDISCARDED,
    STRAYS_DISCARDED,

    /// A buffer has rolled, and the name of its object is made up.
    OBJECT_NAMED,
    /// The table that an object is converted by was looked up.
    TABLE_PINNED,
    INTENT_UNWRITTEN,
    INTENT_WRITTEN,
    /// A frame was read again to render an object.
    FRAME_RENDERED,
    /// Objects of records as they are.
    OBJECT_BEGUN,
    OBJECT_HALF_SENT,
    /// All bytes are on their way; the store may take them, also later.
    OBJECT_SENT,
    /// It is there, but the answer is lost.
    OBJECT_STORED,
    /// Columnar files.
    FILE_BEGUN,
    FILE_HALF_SENT,
    FILE_SENT,
    FILE_STORED,
    /// What no file could be made of; its file is there.
    REJECTED_BEGUN,
    REJECTED_HALF_SENT,
    REJECTED_SENT,
    REJECTED_STORED,
    /// What a function failed on, or what has no partition.
    ERRORS_BEGUN,
    ERRORS_HALF_SENT,
    ERRORS_SENT,
    ERRORS_STORED,
    /// Records as they came.
    BACKUP_BEGUN,
    BACKUP_HALF_SENT,
    BACKUP_SENT,
    BACKUP_STORED,
    /// The upload knows that all is there; the lane does not.
    UPLOAD_ANSWERED,
    COMMIT_UNWRITTEN,
    COMMIT_WRITTEN,

    SNAPSHOT_UNWRITTEN,
    /// Some parts of a large snapshot are written, others not.
    SNAPSHOT_HALF_WRITTEN,
    SNAPSHOT_WRITTEN,
    LEDGER_UNTRIMMED,
    LEDGER_TRIMMED,
    SOURCE_UNTRIMMED,
    SOURCE_TRIMMED,
    PROCESSED_UNTRIMMED,
    PROCESSED_TRIMMED,
    /// Frames that hold nothing are noted as done.
    NOTHING_UNPASSED,
    NOTHING_PASSED,

    PLAN_UNWRITTEN,
    PLAN_WRITTEN,
    DIVISION_UNWRITTEN,
    DIVISION_WRITTEN,

    /// A shard's lane has brought all there is to objects.
    SHARD_UNFINISHED,
    SHARD_FINISHED,

    /// While it stops: nothing is done yet, uploads are waited for, all is told to the ledger.
    STOP_BEGUN,
    STOP_WAITS,
    STOP_SETTLED,

    /// While it starts: a ledger is read, and a log of what a function made.
    LEDGER_READ,
    PROCESSED_READ,
    TRACK_UNWRITTEN,
    TRACK_WRITTEN,
    /// Answers that were appended and not told to the source's ledger.
    RECOVERY_UNPASSED,
    RECOVERY_PASSED,
    /// Answers behind a gap.
    RECOVERY_UNDISCARDED,
    RECOVERY_DISCARDED
}
