package io.hydrant.query.execution;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.result.ResultForm;
import io.hydrant.query.result.ResultLocation;
import io.hydrant.query.saved.SavedStatements;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.StatementRunner.PreparedStatement;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.StoredWorkGroup;
import io.hydrant.query.workgroup.WorkGroupRules;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionContext;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.ResultReuseByAgeConfiguration;
import software.amazon.awssdk.services.athena.model.ResultReuseConfiguration;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns a request into an execution, or refuses it: which work group, where the result goes,
/// whether the text is a statement at all. Keeps nothing. Safe for use by many threads.
final class ExecutionPlanner {
    static final String CATALOG = "awsdatacatalog";
    private static final int REUSE_MINUTES_DEFAULT = 60;

    /// Statements that write their rows elsewhere.
    private static final Set<String> WRITING =
            Set.of("CREATE_TABLE_AS_SELECT", "INSERT", "INSERT_INTO", "UNLOAD");

    /// A query that speaks of one of these gives another answer each time.
    private static final Pattern UNSTEADY =
            Pattern.compile(
                    "\\b(rand|random|uuid|shuffle|now|current_\\w+|localtime\\w*)\\b",
                    Pattern.CASE_INSENSITIVE);

    private final WorkGroups workGroups;
    private final SavedStatements statements;
    private final ObjectStore objects;

    ExecutionPlanner(WorkGroups workGroups, SavedStatements statements, ObjectStore objects) {
        this.workGroups = workGroups;
        this.statements = statements;
        this.objects = objects;
    }

    /// Who asks, and under which names the execution is kept.
    ///
    /// @param stamp rises with every execution
    record Arrival(QueryScope scope, String id, Instant at, long stamp) {}

    /// @throws InvalidRequest when it cannot become an execution
    PlannedQuery plan(Arrival arrival, StartQueryExecutionRequest request) {
        if (request.engineConfiguration() != null) {
            throw InvalidRequest.unsupported("EngineConfiguration is");
        }
        StoredWorkGroup workGroup =
                workGroups.require(
                        arrival.scope(),
                        Optional.ofNullable(request.workGroup()).orElse(WorkGroups.PRIMARY));
        if (workGroup.disabled()) {
            throw new InvalidRequest("WorkGroup " + workGroup.name() + " is disabled.");
        }
        ResultConfiguration results = results(workGroup, request);
        ResultLocation location = ResultLocation.of(results.outputLocation());
        Optional<QueryExecutionContext> context = context(request);
        Submission submission =
                new Submission(
                        arrival.scope().account(),
                        arrival.scope().region(),
                        request.queryString(),
                        context.map(QueryExecutionContext::database)
                                .map(ExecutionPlanner::unquoted)
                                .orElse("default")
                                .toLowerCase(Locale.ROOT),
                        request.executionParameters(),
                        arrival.id(),
                        location.text());
        PreparedStatement statement = read(arrival.scope(), workGroup.name(), submission);
        ResultForm form = form(statement);
        requireBucket(location, arrival.id());
        QueryExecution shape =
                shape(arrival, request, statement)
                        .workGroup(workGroup.name())
                        .queryExecutionContext(context.orElse(null))
                        .resultConfiguration(
                                results.toBuilder()
                                        .outputLocation(
                                                location.object(arrival.id() + form.suffix())
                                                        .toString())
                                        .build())
                        .engineVersion(workGroup.shape().configuration().engineVersion())
                        .build();
        String reuseKey = reusable(statement, form, submission) ? reuseKey(shape, submission) : "";
        ExecutionDetails details =
                new ExecutionDetails(
                        Optional.ofNullable(request.clientRequestToken()).orElse(""),
                        digest(request),
                        reuseKey,
                        "%s/%016x/%s"
                                .formatted(
                                        workGroup.name(),
                                        Long.MAX_VALUE - arrival.stamp(),
                                        arrival.id()),
                        form,
                        0,
                        0,
                        0);
        return new PlannedQuery(
                new StoredExecution(arrival.scope(), shape, details, 0),
                submission,
                statement,
                arrival.at(),
                workGroup.scannedBytesMax(),
                reuseKey.isEmpty() ? Duration.ZERO : reuseAge(request));
    }

    /// Clients name databases as their definitions have them, in backquotes.
    private static String unquoted(String name) {
        boolean quoted = name.length() > 2 && name.startsWith("`") && name.endsWith("`");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    /// Reads a statement, also one that was planned before.
    ///
    /// @throws InvalidRequest when it is none
    PreparedStatement read(QueryScope scope, String workGroup, Submission submission) {
        try {
            return statements.prepare(scope, workGroup, submission);
        } catch (MalformedStatement e) {
            throw new InvalidRequest(InvalidRequest.Code.MALFORMED_QUERY, e.getMessage());
        } catch (StackOverflowError _) {
            throw new InvalidRequest(
                    InvalidRequest.Code.MALFORMED_QUERY,
                    "statement is too large (its parts are nested too deeply)");
        }
    }

    private static ResultForm form(PreparedStatement statement) {
        if (WRITING.contains(statement.substatement())) {
            return ResultForm.NONE;
        }
        return switch (statement.type()) {
            case DML -> ResultForm.CSV;
            case DDL, UTILITY -> ResultForm.TEXT;
        };
    }

    private static ResultConfiguration results(
            StoredWorkGroup workGroup, StartQueryExecutionRequest request) {
        ResultConfiguration ofGroup = workGroup.shape().configuration().resultConfiguration();
        Optional<ResultConfiguration> ofClient =
                Optional.ofNullable(request.resultConfiguration()).map(WorkGroupRules::checked);
        ResultConfiguration chosen = ofGroup;
        if (!workGroup.enforced() && ofClient.isPresent()) {
            String location =
                    Optional.ofNullable(ofClient.get().outputLocation())
                            .orElse(ofGroup.outputLocation());
            chosen = ofClient.get().toBuilder().outputLocation(location).build();
        }
        if (chosen.outputLocation() == null) {
            throw new InvalidRequest(
                    "No output location provided. An output location is required either through"
                            + " the Workgroup result configuration setting or as an API input.");
        }
        return chosen;
    }

    private static Optional<QueryExecutionContext> context(StartQueryExecutionRequest request) {
        Optional<QueryExecutionContext> given =
                Optional.ofNullable(request.queryExecutionContext());
        Optional<String> catalog = given.map(QueryExecutionContext::catalog);
        if (catalog.isPresent() && !catalog.get().equalsIgnoreCase(CATALOG)) {
            throw new InvalidRequest(
                    "Catalog " + catalog.get() + " does not exist; there is only AwsDataCatalog.");
        }
        return given.map(
                context ->
                        catalog.isPresent()
                                ? context.toBuilder().catalog(CATALOG).build()
                                : context);
    }

    private void requireBucket(ResultLocation location, String id) {
        try {
            objects.list(location.bucket(), location.prefix() + id, "", 1);
        } catch (ObjectStoreException e) {
            if (e.code().equals("NoSuchBucket")) {
                throw new InvalidRequest(
                        "Unable to verify/create output bucket " + location.bucket());
            }
            // who may write need not be able to list; writing will tell
        }
    }

    private static QueryExecution.Builder shape(
            Arrival arrival, StartQueryExecutionRequest request, PreparedStatement statement) {
        QueryExecution.Builder shape =
                QueryExecution.builder()
                        .queryExecutionId(arrival.id())
                        .query(request.queryString())
                        .statementType(statement.type().name())
                        .substatementType(statement.substatement())
                        .resultReuseConfiguration(
                                ResultReuseConfiguration.builder()
                                        .resultReuseByAgeConfiguration(byAge(request))
                                        .build())
                        .statistics(QueryExecutionStatistics.builder().build())
                        .status(
                                QueryExecutionStatus.builder()
                                        .state(QueryExecutionState.QUEUED)
                                        .submissionDateTime(arrival.at())
                                        .build());
        if (request.hasExecutionParameters()) {
            shape.executionParameters(request.executionParameters());
        }
        return shape;
    }

    private static ResultReuseByAgeConfiguration byAge(StartQueryExecutionRequest request) {
        return Optional.ofNullable(request.resultReuseConfiguration())
                .map(ResultReuseConfiguration::resultReuseByAgeConfiguration)
                .orElse(ResultReuseByAgeConfiguration.builder().enabled(false).build());
    }

    private static Duration reuseAge(StartQueryExecutionRequest request) {
        ResultReuseByAgeConfiguration byAge = byAge(request);
        return byAge.enabled()
                ? Duration.ofMinutes(
                        Optional.ofNullable(byAge.maxAgeInMinutes()).orElse(REUSE_MINUTES_DEFAULT))
                : Duration.ZERO;
    }

    private static boolean reusable(
            PreparedStatement statement, ResultForm form, Submission submission) {
        return statement.type() == StatementType.DML
                && form == ResultForm.CSV
                && !submission.text().stripLeading().regionMatches(true, 0, "EXECUTE", 0, 7)
                && !UNSTEADY.matcher(submission.text()).find();
    }

    private static String reuseKey(QueryExecution shape, Submission submission) {
        return sha256(
                List.of(
                                shape.workGroup(),
                                submission.database(),
                                submission.text(),
                                String.join("\n", submission.parameters()))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    /// Tells requests apart that came with the same token.
    static String digest(StartQueryExecutionRequest request) {
        // without a token of its own the model would make one up
        return sha256(Codec.write(request.toBuilder().clientRequestToken("-").build()));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
