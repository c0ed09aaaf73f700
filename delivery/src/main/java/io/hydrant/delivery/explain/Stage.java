package io.hydrant.delivery.explain;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.ledger.Refusals.Reason;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One step on the way of a record. Records are numbered from 1 on, as they are when they have been
/// taken apart; of more than [#RECORDS_MAX] the first are shown.
public sealed interface Stage {
    int RECORDS_MAX = 100;

    /// The record as it arrived.
    ///
    /// @param dataStream that it is read from; empty when it is put to the stream itself
    record Arrived(Excerpt data, Optional<String> dataStream) implements Stage {}

    /// Records were taken apart.
    ///
    /// @param count of all parts
    /// @param beyondLimit whether something was not split as there would be too many parts
    record TakenApart(Step step, int count, List<Part> parts, boolean beyondLimit)
            implements Stage {
        public TakenApart {
            parts = List.copyOf(parts);
        }
    }

    /// What takes records apart.
    enum Step {
        /// Of the Kinesis Producer Library.
        AGGREGATE,
        DECOMPRESSION,
        CLOUD_WATCH_LOG_PROCESSING,
        DE_AGGREGATION
    }

    /// @param failure why the record goes to the error output as it came
    record Part(int number, Excerpt data, Optional<Reason> failure) {}

    /// There was no answer.
    ///
    /// @param needed whether the stages behind it cannot be known without
    /// @param events what it would be sent
    record FunctionSkipped(String functionArn, boolean needed, List<Excerpt> events)
            implements Stage {
        public FunctionSkipped {
            events = List.copyOf(events);
        }
    }

    /// The function has answered.
    ///
    /// @param invoked whether it was really run
    /// @param attemptsMax how often delivery would invoke it for one event
    record Transformed(
            String functionArn,
            boolean invoked,
            int attemptsMax,
            List<Invocation> invocations,
            List<Result> results)
            implements Stage {
        public Transformed {
            invocations = List.copyOf(invocations);
            results = List.copyOf(results);
        }
    }

    /// @param answer what was returned; empty when the function failed
    /// @param failure why it did
    record Invocation(Excerpt event, Optional<Excerpt> answer, Optional<Reason> failure) {}

    /// What became of a record in its function.
    sealed interface Result {
        int number();

        record Ok(int number, Excerpt data, Map<String, String> partitionKeys) implements Result {
            public Ok {
                partitionKeys = Map.copyOf(partitionKeys);
            }
        }

        record Dropped(int number) implements Result {}

        /// @param attempts how often it was sent, as error objects count it
        record Failed(int number, Reason reason, int attempts) implements Result {}
    }

    /// Partition keys were looked for.
    ///
    /// @param query the program; empty when all keys come from the function
    record Keyed(Optional<String> query, List<Keys> records) implements Stage {
        public Keyed {
            records = List.copyOf(records);
        }
    }

    /// @param fromQuery what the program gave; nothing when it was not run or failed
    /// @param fast whether it needed no general evaluation
    /// @param fromFunction what the function gave
    /// @param failure why the record has no partition
    record Keys(
            int number,
            Map<String, String> fromQuery,
            boolean fast,
            Map<String, String> fromFunction,
            Optional<Reason> failure) {}

    /// Records became rows.
    ///
    /// @param table as configured
    /// @param version of the table; empty when it cannot be used
    /// @param format of the file
    /// @param unusable why no record can be converted
    record Converted(
            String table,
            String version,
            String format,
            Optional<Reason> unusable,
            List<Conversion> records)
            implements Stage {
        public Converted {
            records = List.copyOf(records);
        }
    }

    /// @param rows none when the record was rejected
    /// @param ignored members of the document that no column takes
    /// @param failure why it was rejected
    /// @param rejecting columns that reject the record on their own
    record Conversion(
            int number,
            List<Row> rows,
            List<String> ignored,
            Optional<Reason> failure,
            List<String> rejecting) {
        public Conversion {
            rows = List.copyOf(rows);
            ignored = List.copyOf(ignored);
            rejecting = List.copyOf(rejecting);
        }
    }

    /// @param cells in the order of the table's columns
    record Row(List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// A column's value.
    ///
    /// @param type the text of a Hive type
    /// @param value as JSON; null when the column is null
    /// @param origin what it was made of
    record Cell(String column, String type, JsonNode value, Origin origin) {}

    /// Where a column's value comes from.
    sealed interface Origin {
        /// @param key of the document's member
        /// @param given its value, as it stands in the document
        record Member(String key, JsonNode given) implements Origin {}

        /// No member of the document is for the column.
        record Missing() implements Origin {}

        /// It was not looked for: the record is not one small object.
        record Unknown() implements Origin {}
    }

    /// Objects were made.
    ///
    /// @param track `main`, or `backup` for records as they came
    /// @param delimiter that follows each record; may be empty
    /// @param errorPrefixes by type of error: where failed records would go
    record Delivered(
            String track,
            String bucket,
            String delimiter,
            List<Made> objects,
            Map<String, String> errorPrefixes)
            implements Stage {
        public Delivered {
            objects = List.copyOf(objects);
        }
    }

    /// An object as it would be if the record were alone in it.
    ///
    /// @param errorType empty for delivered records
    /// @param key an example: its end differs from object to object
    /// @param prefix the evaluated one, which the key begins with
    /// @param numbers of the records in it
    /// @param bytes as they are stored
    /// @param encoding the `Content-Encoding` of the object
    /// @param content before compression
    record Made(
            Optional<String> errorType,
            String key,
            String prefix,
            List<Integer> numbers,
            long bytes,
            Optional<String> encoding,
            Excerpt content) {
        public Made {
            numbers = List.copyOf(numbers);
        }
    }
}
