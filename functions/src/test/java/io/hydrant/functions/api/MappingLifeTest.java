package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What becomes of event source mappings through the API, and how they are found.
class MappingLifeTest {
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";
    private static final String TAGS = "/2017-03-31/tags/";
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";

    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
        lambda.create("f");
        lambda.streams.add("s");
    }

    private static String mapping(String more) {
        return mapping("f", STREAM, more);
    }

    private static String mapping(String function, String source, String more) {
        return ("{'FunctionName':'" + function + "','EventSourceArn':'" + source)
                + "','StartingPosition':'TRIM_HORIZON'"
                + more
                + "}";
    }

    private String create(String more) {
        return lambda.ask("POST", MAPPINGS, mapping(more)).path("UUID").asText();
    }

    private JsonNode get(String uuid) {
        return lambda.ask("GET", MAPPINGS + "/" + uuid, "");
    }

    private Mapping working(String uuid) {
        return lambda.engine.working.get(uuid);
    }

    @Test
    void anUpdateChangesWhatItNames() {
        String uuid = create(",'BatchSize':7");
        lambda.ask("POST", FUNCTIONS + "/f/versions", "{}");
        lambda.clock.advance(Duration.ofSeconds(5));
        LambdaHarness.Answer answer =
                lambda.call(
                        "PUT",
                        MAPPINGS + "/" + uuid,
                        "{'FunctionName':'f:1','MaximumRetryAttempts':3,"
                                + "'StartingPosition':'LATEST'}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("State").asText()).isEqualTo("Updating");
        assertThat(answer.body().path("LastModified").asDouble()).isEqualTo(1767323050.678);
        assertThat(answer.body().path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
        lambda.settle();
        assertThat(get(uuid).path("State").asText()).isEqualTo("Enabled");
        MappingSettings settings = working(uuid).settings();
        assertThat(settings.function()).isEqualTo(ARN + "f:1");
        assertThat(settings.batchSize()).isEqualTo(7);
        assertThat(settings.retriesMax()).hasValue(3);
        assertThat(lambda.engine.calls).containsExactly("start " + uuid, "change " + uuid);
        assertThat(lambda.refusal("PUT", MAPPINGS + "/" + uuid, "{'FunctionName':'g'}"))
                .endsWith("Function does not exist");
        assertThat(lambda.refusal("PUT", MAPPINGS + "/" + uuid, "{'TumblingWindowInSeconds':5}"))
                .contains("TumblingWindowInSeconds: tumbling windows are not supported");
    }

    @Test
    void aMappingIsDisabledAndEnabled() {
        String path = MAPPINGS + "/" + create("");
        LambdaHarness.Answer off = lambda.call("PUT", path, "{'Enabled':false}");
        assertThat(off.body().path("State").asText()).isEqualTo("Disabling");
        lambda.settle();
        assertThat(lambda.ask("GET", path, "").path("State").asText()).isEqualTo("Disabled");
        assertThat(lambda.ask("GET", path, "").path("LastProcessingResult").asText())
                .isEqualTo("OK");
        assertThat(lambda.engine.working).isEmpty();
        LambdaHarness.Answer same = lambda.call("PUT", path, "{'BatchSize':5}");
        assertThat(same.body().path("State").asText()).isEqualTo("Updating");
        lambda.settle();
        assertThat(lambda.ask("GET", path, "").path("State").asText()).isEqualTo("Disabled");
        LambdaHarness.Answer on = lambda.call("PUT", path, "{'Enabled':true}");
        assertThat(on.body().path("State").asText()).isEqualTo("Enabling");
        lambda.settle();
        assertThat(lambda.ask("GET", path, "").path("State").asText()).isEqualTo("Enabled");
        assertThat(lambda.engine.working).hasSize(1);
    }

    @Test
    void aMappingMayBeCreatedDisabled() {
        String uuid = create(",'Enabled':false");
        assertThat(get(uuid).path("State").asText()).isEqualTo("Disabled");
        assertThat(get(uuid).path("LastProcessingResult").asText())
                .isEqualTo("No records processed");
        assertThat(lambda.engine.working).isEmpty();
    }

    @Test
    void aDeletedMappingIsGoneAMomentLater() {
        String path = MAPPINGS + "/" + create("");
        LambdaHarness.Answer answer = lambda.call("DELETE", path, "");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("State").asText()).isEqualTo("Deleting");
        assertThat(lambda.ask("GET", path, "").path("State").asText()).isEqualTo("Deleting");
        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertThat(lambda.refusal(method, path, "{}"))
                    .isEqualTo(
                            "404 ResourceNotFoundException: The resource you requested does not"
                                    + " exist.");
        }
        assertThat(lambda.engine.calls.getLast()).startsWith("remove ");
        create("");
    }

    @Test
    void nothingElseIsDoneBetweenStates() {
        LambdaHarness.Answer made = lambda.call("POST", MAPPINGS, mapping(""));
        String path = MAPPINGS + "/" + made.body().path("UUID").asText();
        assertThat(lambda.refusal("PUT", path, "{'BatchSize':1}"))
                .startsWith(
                        "400 ResourceInUseException: Cannot update the event source mapping because"
                                + " it is in use");
        assertThat(lambda.refusal("DELETE", path, ""))
                .startsWith("400 ResourceInUseException: Cannot delete");
        lambda.settle();
        lambda.ask("DELETE", path, "");
    }

    @Test
    void theLastResultIsTheEngines() {
        String uuid = create("");
        lambda.engine.result = "PROBLEM: Function call failed";
        assertThat(get(uuid).path("LastProcessingResult").asText())
                .isEqualTo("PROBLEM: Function call failed");
    }

    @Test
    void mappingsOutliveTheirFunctions() {
        String uuid = create("");
        lambda.ask("DELETE", FUNCTIONS + "/f", "");
        assertThat(get(uuid).path("State").asText()).isEqualTo("Enabled");
        assertThat(lambda.ask("GET", MAPPINGS + "?FunctionName=f", "").path("EventSourceMappings"))
                .hasSize(1);
        lambda.ask("PUT", MAPPINGS + "/" + uuid, "{'Enabled':false}");
        lambda.ask("DELETE", MAPPINGS + "/" + uuid, "");
    }

    private List<String> listed(String query) {
        JsonNode answer = lambda.ask("GET", MAPPINGS + query, "");
        return answer.path("EventSourceMappings").findValuesAsText("UUID");
    }

    @Test
    void listsAreFilteredBySourceAndFunction() {
        lambda.ask("POST", FUNCTIONS + "/f/versions", "{}");
        lambda.create("g");
        String two = lambda.streams.add("two");
        String first = create("");
        String second = lambda.ask("POST", MAPPINGS, mapping("f:1", two, "")).path("UUID").asText();
        String third = lambda.ask("POST", MAPPINGS, mapping("g", two, "")).path("UUID").asText();
        assertThat(listed("")).containsExactlyInAnyOrder(first, second, third);
        assertThat(listed("?EventSourceArn=" + two)).containsExactlyInAnyOrder(second, third);
        for (String name : List.of("f", "111122223333:function:f", ARN + "f")) {
            assertThat(listed("?FunctionName=" + name))
                    .as(name)
                    .containsExactlyInAnyOrder(first, second);
        }
        assertThat(listed("?FunctionName=f:1")).containsExactly(second);
        assertThat(listed("?FunctionName=" + ARN + "f:1")).containsExactly(second);
        assertThat(listed("?FunctionName=f:$LATEST")).containsExactly(first);
        assertThat(listed("?FunctionName=g&EventSourceArn=" + STREAM)).isEmpty();
        assertThat(listed("?FunctionName=unknown")).isEmpty();
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 103; i++) {
            lambda.ask("POST", MAPPINGS, mapping("f", lambda.streams.add("s" + i), ""));
        }
        JsonNode first = lambda.ask("GET", MAPPINGS + "?MaxItems=10000", "");
        assertThat(first.path("EventSourceMappings")).hasSize(100);
        String marker = "Marker=" + first.path("NextMarker").asText();
        assertThat(listed("?MaxItems=2&" + marker)).hasSize(2);
        JsonNode rest = lambda.ask("GET", MAPPINGS + "?" + marker, "");
        assertThat(rest.path("EventSourceMappings")).hasSize(3);
        assertThat(rest.has("NextMarker")).isFalse();
        assertThat(lambda.refusal("GET", MAPPINGS + "?MaxItems=0", "")).startsWith("400 Valid");
    }

    @Test
    void mappingsHaveTags() {
        String uuid = create(",'Tags':{'a':'1'}");
        String arn = get(uuid).path("EventSourceMappingArn").asText();
        String path = TAGS + arn.replace(":", "%3A");
        lambda.ask("POST", path, "{'Tags':{'b':'2','c':''}}");
        lambda.ask("DELETE", path + "?tagKeys=a", "");
        assertThat(lambda.ask("GET", path, "").path("Tags").toString())
                .isEqualTo("{\"b\":\"2\",\"c\":\"\"}");
        assertThat(lambda.engine.calls).containsExactly("start " + uuid);
        String missing = path.substring(0, path.length() - 1) + (path.endsWith("0") ? "1" : "0");
        assertThat(lambda.refusal("GET", missing, "")).startsWith("404 ResourceNotFoundException");
        assertThat(lambda.refusal("POST", path, "{'Tags':{'aws:x':'y'}}")).startsWith("400");
    }

    @Test
    void functionsAreNotTouched() {
        JsonNode before = lambda.ask("GET", FUNCTIONS + "/f", "").path("Configuration");
        create(",'Tags':{'a':'1'}");
        assertThat(lambda.ask("GET", FUNCTIONS + "/f", "").path("Configuration")).isEqualTo(before);
    }
}
