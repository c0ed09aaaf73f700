package io.hydrant.query.saved;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.NotFound;
import io.hydrant.query.refusal.QueryException;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;
import io.hydrant.query.store.QueryScope;
import io.trino.sql.ExpressionFormatter;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Deallocate;
import io.trino.sql.tree.Execute;
import io.trino.sql.tree.Statement;

import software.amazon.awssdk.services.athena.model.PreparedStatement;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads statements of a work group: those about prepared statements here, all others by the
/// runner. What an `EXECUTE` stands for goes to the runner with its parameters. Safe for use by
/// many threads.
public final class SavedStatements {
    private static final Pattern PREPARE =
            Pattern.compile(
                    "PREPARE\\s++(?:([A-Za-z_][A-Za-z0-9_@:]*+)|\"([^\"]++)\")\\s++FROM\\s++(.++)",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final PreparedStatements prepared;
    private final StatementRunner runner;

    public SavedStatements(PreparedStatements prepared, StatementRunner runner) {
        this.prepared = prepared;
        this.runner = runner;
    }

    /// As [StatementRunner#prepare].
    ///
    /// @throws NotFound when the statement to execute was never prepared
    /// @throws MalformedStatement when it is no statement
    public StatementRunner.PreparedStatement prepare(
            QueryScope scope, String workGroup, Submission submission) throws MalformedStatement {
        String text = submission.text();
        Nesting.requireShallow(text);
        int first = FirstWord.start(text);
        return switch (FirstWord.at(text, first)) {
            case "PREPARE" -> creation(scope, workGroup, text.substring(first));
            case "DEALLOCATE" -> removal(scope, workGroup, text);
            case "EXECUTE" -> runner.prepare(executed(scope, workGroup, submission));
            default -> runner.prepare(submission);
        };
    }

    private StatementRunner.PreparedStatement creation(
            QueryScope scope, String workGroup, String text) throws MalformedStatement {
        Matcher matcher = PREPARE.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedStatement(
                    "line 1:1: mismatched input. Expecting: PREPARE statement_name FROM statement");
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        PreparedStatement made =
                PreparedStatement.builder()
                        .workGroupName(workGroup)
                        .statementName(name)
                        .queryStatement(matcher.group(3))
                        .build();
        return new Definition("PREPARE", () -> prepared.create(scope, made));
    }

    private StatementRunner.PreparedStatement removal(
            QueryScope scope, String workGroup, String text) throws MalformedStatement {
        if (!(parsed(text) instanceof Deallocate removal)) {
            throw new MalformedStatement("Queries of this type are not supported");
        }
        return new Definition(
                "DEALLOCATE",
                () -> prepared.delete(scope, workGroup, removal.getName().getValue()));
    }

    private Submission executed(QueryScope scope, String workGroup, Submission submission)
            throws MalformedStatement {
        if (!(parsed(submission.text()) instanceof Execute execute)) {
            throw new MalformedStatement("Queries of this type are not supported");
        }
        PreparedStatement statement =
                prepared.require(scope, workGroup, execute.getName().getValue());
        Nesting.requireShallow(statement.queryStatement());
        List<String> values =
                execute.getParameters().isEmpty()
                        ? submission.parameters()
                        : execute.getParameters().stream()
                                .map(ExpressionFormatter::formatExpression)
                                .toList();
        return new Submission(
                submission.account(),
                submission.region(),
                statement.queryStatement(),
                submission.database(),
                values,
                submission.executionId(),
                submission.outputLocation());
    }

    private static Statement parsed(String text) throws MalformedStatement {
        String bare = text.strip();
        try {
            return new SqlParser()
                    .createStatement(
                            bare.endsWith(";") ? bare.substring(0, bare.length() - 1) : bare);
        } catch (ParsingException e) {
            throw new MalformedStatement(e.getMessage());
        }
    }

    /// Changes which statements there are.
    private record Definition(String substatement, Runnable change)
            implements StatementRunner.PreparedStatement {
        @Override
        public StatementType type() {
            return StatementType.DDL;
        }

        @Override
        public StatementOutcome run(RunningStatement running, ResultSink sink) throws QueryFailure {
            running.check();
            try {
                change.run();
            } catch (NotFound | InvalidRequest e) {
                throw new QueryFailure(QueryFailure.Cause.USER, e.getMessage(), e);
            } catch (QueryException e) {
                throw new QueryFailure(QueryFailure.Cause.SYSTEM, e.getMessage(), e);
            }
            return StatementOutcome.of(substatement);
        }
    }
}
