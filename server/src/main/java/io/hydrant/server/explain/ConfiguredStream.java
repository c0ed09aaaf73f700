package io.hydrant.server.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.api.ProposedStream;
import io.hydrant.delivery.explain.Answers;
import io.hydrant.delivery.explain.Explainer;
import io.hydrant.delivery.explain.ExplanationJson;
import io.hydrant.delivery.explain.Sample;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.delivery.stream.TableRules;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.server.ConversionOpening;
import io.hydrant.wire.auth.Caller;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A delivery stream that is nowhere but in a configuration, checked as if it were created. Safe
/// for use by many threads.
public final class ConfiguredStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROLE = Pattern.compile("arn:[^:]*:iam::(\\d{12}):role/.*");
    private static final String NAME = "sample";

    private final DeliveryPlan plan;
    private final Explainer explainer;

    private ConfiguredStream(DeliveryPlan plan, Explainer explainer) {
        this.plan = plan;
        this.explainer = explainer;
    }

    /// @param json the request of CreateDeliveryStream, or an Extended S3 configuration alone
    /// @param table that records are converted by
    /// @param region of the stream; that of its data stream if it reads one
    public record Configuration(String json, Optional<SampleTable> table, String region) {}

    /// @throws InvalidArgument when such a stream could not be created, with the API's code and
    ///   message
    public static ConfiguredStream of(Configuration configuration) {
        ObjectNode request = request(configuration.json());
        TableLookup tables =
                configuration.table().<TableLookup>map(table -> table).orElseGet(NoTable::new);
        ConversionOpening conversion = ConversionOpening.open(tables);
        ProposedStream proposed =
                ProposedStream.of(
                        request.toString().getBytes(StandardCharsets.UTF_8),
                        caller(request, configuration.region()),
                        new Neighbours(
                                new AnyDataStream(),
                                new TableRules(conversion.tables(), conversion.formats())),
                        Instant.now());
        return switch (proposed) {
            case ProposedStream.Refused(String code, String message) ->
                    throw new InvalidArgument(code + ": " + message);
            case ProposedStream.Accepted(DeliveryPlan plan) ->
                    new ConfiguredStream(
                            plan,
                            new Explainer(
                                    new Explainer.Ground(
                                            tables, conversion.formats(), new SecureRandom())));
        };
    }

    /// A record to be explained.
    ///
    /// @param at when it is said to have arrived
    /// @param partitionKey of the data stream, if one is read
    /// @param answer of the stream's function; without one its stage is skipped
    public record Question(byte[] data, Instant at, String partitionKey, Optional<byte[]> answer) {}

    /// The explanation as the server would give it.
    ///
    /// @throws InvalidArgument when the stream would not take the record
    public JsonNode explain(Question question) {
        Sample sample = new Sample(question.data(), question.at(), question.partitionKey());
        Answers answers =
                question.answer().<Answers>map(Answers.Given::new).orElseGet(Answers.None::new);
        try {
            return ExplanationJson.of(explainer.explain(plan, sample, answers));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a record was explained", e);
        }
    }

    private static ObjectNode request(String json) {
        JsonNode given;
        try {
            given = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidArgument("no JSON: " + e.getOriginalMessage());
        }
        if (!(given instanceof ObjectNode configuration)) {
            throw new InvalidArgument("no JSON object");
        }
        return configuration.has("BucketARN")
                ? JSON.createObjectNode()
                        .put("DeliveryStreamName", NAME)
                        .set("ExtendedS3DestinationConfiguration", configuration)
                : configuration;
    }

    /// Whoever the stream's roles and data stream belong to.
    private static Caller caller(ObjectNode request, String region) {
        String source =
                request.path("KinesisStreamSourceConfiguration").path("KinesisStreamARN").asText();
        String[] parts = source.split(":", -1);
        if (parts.length == 6 && parts[4].matches("\\d{12}")) {
            return new Caller(new AccountId(parts[4]), new Region(parts[3]), "firehose", "explain");
        }
        Matcher role =
                ROLE.matcher(
                        request.path("ExtendedS3DestinationConfiguration")
                                .path("RoleARN")
                                .asText());
        AccountId account = role.matches() ? new AccountId(role.group(1)) : AccountId.DEFAULT;
        return new Caller(account, new Region(region), "firehose", "explain");
    }

    private static final class NoTable implements TableLookup {
        @Override
        public Optional<TableVersion> latest(TableName name) {
            return Optional.empty();
        }

        @Override
        public Optional<TableVersion> version(TableName name, String versionId) {
            return Optional.empty();
        }
    }
}
