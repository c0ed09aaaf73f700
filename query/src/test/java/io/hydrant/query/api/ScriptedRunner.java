package io.hydrant.query.api;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Statements that do what their text says:
///
///     SELECT 1              one row
///     SELECT rows 2500      so many rows of a number and a text; every third text is null
///     SELECT scan 5000      reads so many bytes
///     SELECT wait           waits until it is stopped, or let go
///     SELECT fail CODE      fails
///     SELECT parameters     a row of the parameters
///     SHOW                  lines
///     INSERT                writes 7 rows elsewhere
///     CREATE                nothing
///     anything else         is no statement
final class ScriptedRunner implements StatementRunner {
    final List<Submission> submissions = new CopyOnWriteArrayList<>();
    final Semaphore lettingGo = new Semaphore(0);
    final ConcurrentHashMap<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    final List<String> ran = new CopyOnWriteArrayList<>();

    @Override
    public PreparedStatement prepare(Submission submission) throws MalformedStatement {
        submissions.add(submission);
        String[] words = submission.text().strip().split("\\s+");
        return switch (words[0]) {
            case "SELECT" -> new Scripted(StatementType.DML, "SELECT", submission, words);
            case "SHOW" -> new Scripted(StatementType.UTILITY, "SHOW_TABLES", submission, words);
            case "INSERT" -> new Scripted(StatementType.DML, "INSERT", submission, words);
            case "CREATE" -> new Scripted(StatementType.DDL, "CREATE_TABLE", submission, words);
            default ->
                    throw new MalformedStatement(
                            "line 1:1: mismatched input '" + words[0] + "'. Expecting: 'SELECT'");
        };
    }

    /// Comes when the statement waits.
    CountDownLatch isWaiting(String executionId) {
        return waiting.computeIfAbsent(executionId, _ -> new CountDownLatch(1));
    }

    private final class Scripted implements PreparedStatement {
        private final StatementType type;
        private final String substatement;
        private final Submission submission;
        private final String[] words;

        Scripted(StatementType type, String substatement, Submission submission, String[] words) {
            this.type = type;
            this.substatement = substatement;
            this.submission = submission;
            this.words = words;
        }

        @Override
        public StatementType type() {
            return type;
        }

        @Override
        public String substatement() {
            return substatement;
        }

        @Override
        public StatementOutcome run(RunningStatement running, ResultSink sink) throws QueryFailure {
            ran.add(submission.executionId());
            switch (words[0]) {
                case "SELECT" -> select(running, sink);
                case "SHOW" -> {
                    sink.columns(List.of(varchar("tab_name")));
                    sink.row(row("trips"));
                    sink.row(row("zones"));
                }
                case "INSERT" -> {
                    return new StatementOutcome(
                            "INSERT",
                            7,
                            Optional.of(submission.outputLocation() + "x-manifest.csv"));
                }
                default -> {}
            }
            return StatementOutcome.of(substatement);
        }

        private void select(RunningStatement running, ResultSink sink) throws QueryFailure {
            switch (words[1]) {
                case "rows" -> rows(Integer.parseInt(words[2]), sink);
                case "scan" -> {
                    running.scanned(Long.parseLong(words[2]));
                    one(sink, "scanned");
                }
                case "wait" -> {
                    Thread thread = Thread.currentThread();
                    running.onStop(thread::interrupt);
                    isWaiting(submission.executionId()).countDown();
                    try {
                        lettingGo.acquire();
                    } catch (InterruptedException e) {
                        throw new QueryFailure(
                                QueryFailure.Cause.SYSTEM, "GENERIC_INTERNAL_ERROR: cut off", e);
                    }
                    one(sink, "waited");
                }
                case "fail" -> throw QueryFailure.user(words[2], "line 1:8: as the statement says");
                case "break" -> throw new IllegalStateException("a defect");
                case "parameters" -> {
                    List<ResultColumn> columns = new ArrayList<>();
                    submission.parameters().forEach(p -> columns.add(varchar("p")));
                    sink.columns(columns);
                    sink.row(row(submission.parameters().toArray(String[]::new)));
                }
                default -> one(sink, words[1]);
            }
        }
    }

    private static void rows(int count, ResultSink sink) throws QueryFailure {
        sink.columns(List.of(new ResultColumn("n", "integer", 10, 0), varchar("text")));
        for (int i = 0; i < count; i++) {
            String text = i % 3 == 0 ? NULL : "a \"row\", of\ntwo lines " + i;
            sink.row(row(Integer.toString(i), text));
        }
    }

    private static void one(ResultSink sink, String text) throws QueryFailure {
        sink.columns(List.of(varchar("_col0")));
        sink.row(row(text));
    }

    static final String NULL = "\u0000null";

    static ResultColumn varchar(String name) {
        return new ResultColumn(name, "varchar", Integer.MAX_VALUE, 0);
    }

    static ResultRow row(String... values) {
        List<String> texts = Arrays.asList(values);
        return new ResultRow() {
            @Override
            public boolean isNull(int column) {
                return texts.get(column).equals(NULL);
            }

            @Override
            public String text(int column) {
                return texts.get(column);
            }
        };
    }
}
