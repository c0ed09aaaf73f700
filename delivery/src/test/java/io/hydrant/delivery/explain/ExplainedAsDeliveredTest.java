package io.hydrant.delivery.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.convert.NewPartitions;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.pipeline.EngineConfig;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.NoDataStreams;
import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is explained is what the engine delivers: the same keys but for their random ends, the same
/// bytes.
class ExplainedAsDeliveredTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String KEYS =
            "\"region\":\"eu\",\"device\":\"d\",\"year\":\"2026\","
                    + "\"database\":\"x\",\"table\":\"t\"";

    @Test
    void partitionedByAQuery() throws InterruptedException {
        compare(Configurations.KEYS_FROM_QUERY, "{\"customer_id\":\"1\",\"type\":{\"device\":2}}");
        compare(Configurations.KEYS_FROM_QUERY, "{\"customer_id\":\"\",\"type\":{\"device\":2}}");
        compare(Configurations.KEYS_FROM_QUERY, "{\"customer_id\":");
        compare(Configurations.KEYS_FROM_QUERY, "");
    }

    @Test
    void takenApartAndPartitionedByAFunction() throws InterruptedException {
        compare(
                Configurations.KEYS_FROM_LAMBDA,
                "{\"do\":\"Ok\"}"
                        + " {\"do\":\"Dropped\"}{\"do\":\"ProcessingFailed\"}{\"do\":\"Keyless\"}");
        compare(Configurations.KEYS_FROM_LAMBDA, "{\"do\":\"Ok\"}{");
    }

    @Test
    void transformedByAFunctionThatFails() throws InterruptedException {
        compare(Configurations.GZIP_TO_LAMBDA, "{\"do\":\"Fail\"}");
    }

    @Test
    void splitByADelimiter() throws InterruptedException {
        compare(Configurations.delimited(), "{\"c\":1,\"d\":2}|{\"c\":3}|{\"c\":1,\"d\":2}|");
        compare(Configurations.delimited(), "{\"c\":1,\"d\":2}|".repeat(501));
        compare(Configurations.delimited(), "{\"c\":1,\"d\":2}|".repeat(500));
    }

    @Test
    void converted() throws InterruptedException {
        compare(Configurations.CONVERTED, "{\"id\":\"7\",\"fare\":1.5}");
        compare(Configurations.CONVERTED, "{\"id\":\"x\"}");
        compare(Configurations.CONVERTED, "{\"id\":1}{\"id\":2}");
        compare(Configurations.CONVERTED, "[");
    }

    @Test
    void plain() throws InterruptedException {
        compare(Configurations.s3("'Prefix':'in/','CompressionFormat':'ZIP'"), "hello");
        compare(
                Configurations.with("{'Type':'AppendDelimiterToRecord','Parameters':[]}"),
                "hello\n");
    }

    private static void compare(String configuration, String record) throws InterruptedException {
        Explaining stream = Explaining.of(configuration, "id bigint, fare double");
        JsonNode told =
                stream.explain(record, new Answers.Invoked(ExplainedAsDeliveredTest::answer))
                        .json();
        Map<String, Long> explained = new TreeMap<>();
        Map<String, String> contents = new TreeMap<>();
        for (JsonNode stage : told.path("stages")) {
            for (JsonNode object : stage.path("objects")) {
                String key = object.path("key").asText().replaceAll(ID, "ID");
                explained.put(key, object.path("bytes").asLong());
                if (object.path("content").has("text") && !object.has("contentEncoding")) {
                    contents.put(key, object.at("/content/text").asText());
                }
            }
        }
        Map<String, byte[]> delivered = delivered(stream, record);

        assertThat(explained).as(record).isNotEmpty().isEqualTo(lengths(delivered));
        contents.forEach(
                (key, text) -> {
                    if (!key.endsWith(".zip")) {
                        assertThat(new String(delivered.get(key), StandardCharsets.UTF_8))
                                .startsWith(text);
                    }
                });
    }

    private static Map<String, Long> lengths(Map<String, byte[]> objects) {
        Map<String, Long> lengths = new TreeMap<>();
        objects.forEach((key, bytes) -> lengths.put(key, (long) bytes.length));
        return lengths;
    }

    private static Map<String, byte[]> delivered(Explaining stream, String record)
            throws InterruptedException {
        SimulatedClock clock = SimulatedClock.at(Explaining.ARRIVAL.toString());
        FaultyStore store = new FaultyStore();
        StreamId id = stream.plan().stream();
        Surroundings surroundings =
                new Surroundings(
                        new MemoryLog(clock),
                        new NoDataStreams(),
                        store,
                        stream.tables,
                        NewPartitions.UNTOLD,
                        Explaining.FORMATS,
                        ExplainedAsDeliveredTest::answer,
                        Optional.empty(),
                        DeliveryErrorLog.NONE,
                        Telemetry.NONE,
                        clock);
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        try (LogDeliveryEngine engine =
                new LogDeliveryEngine(surroundings, EngineConfig.DEFAULTS)) {
            engine.start(stream.plan());
            engine.append(
                    id,
                    new Frame(
                            ByteBuffer.allocate(0),
                            new int[] {bytes.length},
                            ByteBuffer.wrap(bytes)));
            assertThat(engine.flush(id).await(Duration.ofSeconds(60))).isTrue();
        }
        Map<String, byte[]> objects = new TreeMap<>();
        store.objects()
                .forEach(
                        (key, object) ->
                                objects.put(
                                        key.substring("lake/".length()).replaceAll(ID, "ID"),
                                        object));
        return objects;
    }

    /// Does with each record what it says; fails when one says so.
    private static Answer answer(String functionArn, byte[] event) {
        try {
            StringBuilder records = new StringBuilder();
            for (JsonNode record : JSON.readTree(event).path("records")) {
                String wish = JSON.readTree(record.path("data").binaryValue()).path("do").asText();
                if (wish.equals("Fail")) {
                    return new Answer.Failed("Lambda.FunctionError", functionArn);
                }
                records.append(records.isEmpty() ? "" : ",")
                        .append(
                                """
                                {"recordId":"%s","result":"%s","data":"%s","metadata":{"partitionKeys":{%s}}}
                                """
                                        .formatted(
                                                record.path("recordId").asText(),
                                                wish.equals("Keyless") ? "Ok" : wish,
                                                record.path("data").asText(),
                                                wish.equals("Keyless") ? "" : KEYS));
            }
            String answer = "{\"records\":[" + records + "]}";
            return new Answer.Returned(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
