package io.hydrant.delivery.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.catalog.table.TableName;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.api.ProposedStream;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.delivery.stream.TableRules;
import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;
import io.hydrant.wire.auth.Caller;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// Explains records of streams that are configured by JSON, and gives the explanation as JSON.
final class Explaining {
    static final Instant ARRIVAL = Instant.parse("2026-01-02T03:04:05Z");
    static final AccountId ACCOUNT = new AccountId("123456789012");
    static final Region REGION = new Region("us-east-1");
    private static final ObjectMapper JSON = new ObjectMapper();
    static final RowFormats FORMATS = new RealFormats();

    final MemoryTables tables = new MemoryTables();
    private final DeliveryPlan plan;

    private Explaining(String request, String columns) {
        if (!columns.isEmpty()) {
            tables.put(new TableName(ACCOUNT, REGION, "lab", "trips"), columns);
        }
        ProposedStream proposed =
                ProposedStream.of(
                        request.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                        new Caller(ACCOUNT, REGION, "firehose", "test"),
                        new Neighbours(new AnyDataStream(), new TableRules(tables, FORMATS)),
                        ARRIVAL);
        this.plan =
                switch (proposed) {
                    case ProposedStream.Accepted(DeliveryPlan accepted) -> accepted;
                    case ProposedStream.Refused refused ->
                            throw new AssertionError("refused: " + refused);
                };
    }

    /// By an Extended S3 configuration.
    static Explaining of(String s3) {
        return of(s3, "");
    }

    /// @param columns of the table `lab.trips`, as in `n bigint, note string`
    static Explaining of(String s3, String columns) {
        return new Explaining(
                "{'DeliveryStreamName':'clicks','ExtendedS3DestinationConfiguration':" + s3 + "}",
                columns);
    }

    /// Of a stream that reads the data stream `source`.
    static Explaining reading(String s3) {
        return new Explaining(
                "{'DeliveryStreamName':'clicks','DeliveryStreamType':'KinesisStreamAsSource',"
                        + "'KinesisStreamSourceConfiguration':{"
                        + "'RoleARN':'arn:aws:iam::123456789012:role/fh','KinesisStreamARN':"
                        + "'arn:aws:kinesis:us-east-1:123456789012:stream/source'},"
                        + "'ExtendedS3DestinationConfiguration':"
                        + s3
                        + "}",
                "");
    }

    DeliveryPlan plan() {
        return plan;
    }

    Told explain(String record) {
        return explain(record, new Answers.None());
    }

    Told explain(String record, Answers answers) {
        return explain(record.getBytes(StandardCharsets.UTF_8), answers);
    }

    Told explain(byte[] record, Answers answers) {
        Explainer explainer =
                new Explainer(new Explainer.Ground(tables, FORMATS, new SplittableRandom(7)));
        try {
            Sample sample = new Sample(record, ARRIVAL, "key");
            return new Told(ExplanationJson.of(explainer.explain(plan, sample, answers)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// An answer of a function; single quotes stand for double ones.
    static Answers answer(String json) {
        return new Answers.Given(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /// An explanation.
    record Told(JsonNode json) {
        List<String> stages() {
            return json.path("stages")
                    .valueStream()
                    .map(one -> one.path("stage").asText())
                    .toList();
        }

        JsonNode stage(String name) {
            return json.path("stages")
                    .valueStream()
                    .filter(stage -> stage.path("stage").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no stage " + name + " in " + stages()));
        }

        JsonNode object(int index) {
            return stage("delivery").path("objects").path(index);
        }

        /// The only line of an object of errors.
        JsonNode errorLine(int index) {
            try {
                return JSON.readTree(object(index).path("content").path("text").asText());
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class AnyDataStream implements ShardDirectory {
        @Override
        public List<Shard> shards(DataStreamId stream) {
            return List.of();
        }

        @Override
        public StreamState state(DataStreamId stream) {
            return new StreamState(ARRIVAL, true, false);
        }

        @Override
        public Watch watch(DataStreamId stream, Runnable changed) {
            return () -> {};
        }
    }

    private static final class RealFormats implements RowFormats {
        @Override
        public RowReader reader(TableSchema schema, JsonDialect dialect) {
            return RowReaders.of(schema, dialect);
        }

        @Override
        public Writers writers() {
            return new Writers() {
                @Override
                public RowFileWriter begin(
                        FileFormat format, TableSchema schema, OutputStream out) {
                    return RowFiles.open(format, schema, out);
                }

                @Override
                public long bytesHeld() {
                    return 0;
                }
            };
        }

        @Override
        public boolean readsTimestamps(String format) {
            return true;
        }
    }
}
