package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.wire.json.Operation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

class KinesisApiTest {
    /// Those on records and consumers, which come from elsewhere.
    private static final Set<String> OTHERS =
            Set.of(
                    "PutRecord",
                    "PutRecords",
                    "GetShardIterator",
                    "GetRecords",
                    "RegisterStreamConsumer",
                    "DescribeStreamConsumer",
                    "ListStreamConsumers",
                    "DeregisterStreamConsumer",
                    "SubscribeToShard");

    @TempDir Path directory;

    @Test
    void everyOperationOfTheClientIsThere() {
        Set<String> operations = new TreeSet<>(OTHERS);
        try (KinesisHarness kinesis = new KinesisHarness(directory)) {
            new ControlOperations(
                            kinesis.streams,
                            new AccountSettings(
                                    new InMemoryResourceStore(kinesis.clock), kinesis.clock),
                            kinesis.consumers,
                            kinesis.clock)
                    .operations().stream().map(Operation::name).forEach(operations::add);
        }
        assertThat(operations).isEqualTo(operationsOfTheClient());
    }

    @Test
    void operationsWithoutOutputAreAnsweredByAnEmptyBody() {
        try (KinesisHarness kinesis = new KinesisHarness(directory)) {
            KinesisHarness.Answer answer =
                    kinesis.call("CreateStream", "{'StreamName':'clicks','ShardCount':1}");
            assertThat(answer).isEqualTo(new KinesisHarness.Answer(200, ""));
        }
    }

    private static Set<String> operationsOfTheClient() {
        Set<String> names = new TreeSet<>();
        for (Method method : KinesisAsyncClient.class.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length > 0
                    && KinesisRequest.class.isAssignableFrom(parameters[0])
                    && !method.getName().endsWith("Paginator")) {
                String simple = parameters[0].getSimpleName();
                names.add(simple.substring(0, simple.length() - "Request".length()));
            }
        }
        return names;
    }
}
