package io.hydrant.functions.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.control.ResourceStore;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.functions.api.LambdaHarness;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What mappings are like after the process ended at the worst moment: what was left for later is
/// lost then.
class MappingsRestartTest {
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";

    @TempDir Path folder;
    private final SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.678Z");
    private ResourceStore store;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        store = SqliteResourceStore.open(folder.resolve("control.sqlite"), clock);
        lambda = new LambdaHarness(folder, store, clock);
        lambda.create("f");
        lambda.streams.add("s");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        store.close();
        store = SqliteResourceStore.open(folder.resolve("control.sqlite"), clock);
        lambda = new LambdaHarness(folder, store, clock);
    }

    private String create(String more) {
        String body =
                "{'FunctionName':'f','StartingPosition':'LATEST','EventSourceArn':"
                        + "'arn:aws:kinesis:eu-west-1:111122223333:stream/s'"
                        + more
                        + "}";
        LambdaHarness.Answer answer = lambda.call("POST", MAPPINGS, body);
        assertThat(answer.status()).isEqualTo(202);
        return answer.body().path("UUID").asText();
    }

    private String state(String uuid) {
        return lambda.ask("GET", MAPPINGS + "/" + uuid, "").path("State").asText();
    }

    @Test
    void enabledMappingsWorkAsBefore() {
        String uuid =
                create(
                        ",'BatchSize':7,'Tags':{'a':'b'},'FilterCriteria':"
                                + "{'Filters':[{'Pattern':'{\\\"partitionKey\\\":[\\\"k\\\"]}'}]}");
        lambda.settle();
        Mapping before = lambda.engine.working.get(uuid);
        JsonNode shown = lambda.ask("GET", MAPPINGS + "/" + uuid, "");
        clock.advance(Duration.ofDays(1));
        restart();
        assertThat(lambda.engine.calls).containsExactly("start " + uuid);
        assertThat(lambda.engine.working.get(uuid)).isEqualTo(before);
        assertThat(lambda.ask("GET", MAPPINGS + "/" + uuid, "")).isEqualTo(shown);
        String arn = shown.path("EventSourceMappingArn").asText().replace(":", "%3A");
        assertThat(lambda.ask("GET", "/2017-03-31/tags/" + arn, "").path("Tags").toString())
                .isEqualTo("{\"a\":\"b\"}");
        lambda.ask("PUT", MAPPINGS + "/" + uuid, "{'BatchSize':8}");
        assertThat(lambda.engine.calls).containsExactly("start " + uuid, "change " + uuid);
    }

    @Test
    void disabledMappingsDoNotWork() {
        String uuid = create(",'Enabled':false");
        lambda.settle();
        restart();
        assertThat(lambda.engine.calls).isEmpty();
        assertThat(state(uuid)).isEqualTo("Disabled");
    }

    @Test
    void aHalfDoneCreationIsCompleted() {
        String uuid = create("");
        restart();
        assertThat(state(uuid)).isEqualTo("Enabled");
        assertThat(lambda.engine.calls).containsExactly("start " + uuid);
    }

    @Test
    void halfDoneUpdatesAreCompleted() {
        String uuid = create("");
        lambda.settle();
        for (String enabled : List.of("false", "true")) {
            lambda.call("PUT", MAPPINGS + "/" + uuid, "{'Enabled':" + enabled + "}");
            restart();
            assertThat(state(uuid)).isEqualTo(enabled.equals("true") ? "Enabled" : "Disabled");
            assertThat(lambda.engine.working.containsKey(uuid)).isEqualTo(enabled.equals("true"));
        }
        lambda.call("PUT", MAPPINGS + "/" + uuid, "{'MaximumRetryAttempts':9}");
        restart();
        assertThat(state(uuid)).isEqualTo("Enabled");
        assertThat(lambda.engine.working.get(uuid).settings().retriesMax()).hasValue(9);
    }

    @Test
    void aHalfDoneDeletionIsCompleted() {
        String uuid = create("");
        lambda.settle();
        lambda.call("DELETE", MAPPINGS + "/" + uuid, "");
        restart();
        assertThat(lambda.engine.calls).containsExactly("remove " + uuid);
        assertThat(lambda.call("GET", MAPPINGS + "/" + uuid, "").status()).isEqualTo(404);
        restart();
        assertThat(lambda.engine.calls).isEmpty();
    }

    @Test
    void whatTheEngineCouldNotDoIsDoneAfterTheNextStart() {
        String uuid = create("");
        lambda.engine.failing = true;
        lambda.settle();
        assertThat(state(uuid)).isEqualTo("Creating");
        restart();
        assertThat(state(uuid)).isEqualTo("Enabled");
    }

    @Test
    void mappingsOfDeletedFunctionsKeepTheRoleOfTheFunction() {
        String uuid = create("");
        lambda.settle();
        lambda.ask("DELETE", LambdaHarness.FUNCTIONS + "/f", "");
        restart();
        assertThat(lambda.engine.working.get(uuid).invoker())
                .isEqualTo("arn:aws:iam::111122223333:role/r");
    }
}
