package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;
import static io.hydrant.functions.api.LambdaHarness.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What functions have beside code: aliases, policies, tags, concurrency, event configurations; and
/// layers.
class SettingsTest {
    private static final String LAYERS = "/2018-10-31/layers";

    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
        lambda.ask("POST", FUNCTIONS, function("f", ",'Publish':true"));
    }

    private String alias(String members) {
        return "{'Name':'live','FunctionVersion':'1'" + members + "}";
    }

    @Test
    void aliasesPointToVersions() {
        JsonNode made = lambda.ask("POST", FUNCTIONS + "/f/aliases", alias(",'Description':'d'"));
        assertThat(made.path("AliasArn").asText()).isEqualTo(ARN + "f:live");
        assertThat(made.path("Description").asText()).isEqualTo("d");
        assertThat(lambda.ask("GET", FUNCTIONS + "/f/aliases/live", "")).isEqualTo(made);
        assertThat(
                        lambda.ask("GET", FUNCTIONS + "/f/aliases?FunctionVersion=2", "")
                                .path("Aliases"))
                .isEmpty();
        assertThat(
                        lambda.ask("GET", FUNCTIONS + "/f?Qualifier=live", "")
                                .at("/Configuration/Version")
                                .asText())
                .isEqualTo("1");
        assertThat(lambda.refusal("POST", FUNCTIONS + "/f/aliases", alias("")))
                .isEqualTo(
                        "409 ResourceConflictException: Alias already exists: " + ARN + "f:live");
        String stale = "{'FunctionVersion':'$LATEST','RevisionId':'old'}";
        assertThat(lambda.refusal("PUT", FUNCTIONS + "/f/aliases/live", stale))
                .startsWith("412 PreconditionFailedException");
        JsonNode moved =
                lambda.ask("PUT", FUNCTIONS + "/f/aliases/live", "{'FunctionVersion':'$LATEST'}");
        assertThat(moved.path("Description").asText()).isEqualTo("d");
        assertThat(moved.path("RevisionId")).isNotEqualTo(made.path("RevisionId"));
        assertThat(lambda.call("DELETE", FUNCTIONS + "/f/aliases/live", "").status())
                .isEqualTo(204);
        assertThat(lambda.call("DELETE", FUNCTIONS + "/f/aliases/live", "").status())
                .isEqualTo(204);
        assertThat(lambda.refusal("GET", FUNCTIONS + "/f/aliases/live", ""))
                .isEqualTo(
                        "404 ResourceNotFoundException: Cannot find alias arn: " + ARN + "f:live");
    }

    @Test
    void refusesAliasesThatCannotBe() {
        assertThat(
                        lambda.refusal(
                                "POST",
                                FUNCTIONS + "/f/aliases",
                                "{'Name':'live','FunctionVersion':'9'}"))
                .isEqualTo("404 ResourceNotFoundException: Function not found: " + ARN + "f:9");
        assertThat(
                        lambda.refusal(
                                "POST",
                                FUNCTIONS + "/f/aliases",
                                "{'Name':'12','FunctionVersion':'1'}"))
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value '12' at"
                                + " 'name'");
        String two = ",'RoutingConfig':{'AdditionalVersionWeights':{'1':0.5,'2':0.5}}";
        assertThat(lambda.refusal("POST", FUNCTIONS + "/f/aliases", alias(two)))
                .endsWith("Number of items in AdditionalVersionWeights cannot be greater than 1");
        String same = ",'RoutingConfig':{'AdditionalVersionWeights':{'1':0.5}}";
        assertThat(lambda.refusal("POST", FUNCTIONS + "/f/aliases", alias(same)))
                .contains("is already included in routing configuration");
        String heavy = ",'RoutingConfig':{'AdditionalVersionWeights':{'1':1.5}}";
        assertThat(lambda.refusal("POST", FUNCTIONS + "/f/aliases", alias(heavy)))
                .startsWith("400 ValidationException");
    }

    @Test
    void policiesAreKeptPerQualifier() {
        String path = FUNCTIONS + "/f/policy";
        assertThat(lambda.refusal("GET", path, ""))
                .isEqualTo(
                        "404 ResourceNotFoundException: The resource you requested does not"
                                + " exist.");
        String statement =
                "{'StatementId':'s1','Action':'lambda:InvokeFunction','Principal':'s3.amazonaws.com','SourceArn':'arn:aws:s3:::b','SourceAccount':'111122223333'}";
        LambdaHarness.Answer added = lambda.call("POST", path, statement);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("Statement").asText())
                .isEqualTo(
                        "{\"Sid\":\"s1\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},\"Action\":\"lambda:InvokeFunction\",\"Resource\":\""
                                + ARN
                                + "f\",\"Condition\":{\"StringEquals\":{\"AWS:SourceAccount\":\"111122223333\"},\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::b\"}}}");
        assertThat(lambda.refusal("POST", path, statement))
                .isEqualTo(
                        "409 ResourceConflictException: The statement id (s1) provided already"
                            + " exists. Please provide a new statement id, or remove the existing"
                            + " statement.");
        assertThat(lambda.refusal("GET", path + "?Qualifier=1", "")).startsWith("404");
        assertThat(lambda.ask("GET", path, "").path("Policy").asText())
                .startsWith(
                        "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[{\"Sid\":\"s1\"");
        assertThat(lambda.refusal("DELETE", path + "/s2", ""))
                .isEqualTo(
                        "404 ResourceNotFoundException: Statement s2 is not found in resource"
                                + " policy.");
        assertThat(lambda.call("DELETE", path + "/s1", "").status()).isEqualTo(204);
        assertThat(lambda.refusal("GET", path, "")).startsWith("404");
    }

    @Test
    void aPolicyHasAtMostTwentyKilobytes() {
        int added = 0;
        String error = "";
        while (error.isEmpty()) {
            LambdaHarness.Answer answer =
                    lambda.call(
                            "POST",
                            FUNCTIONS + "/f/policy",
                            "{'StatementId':'s"
                                    + added
                                    + "','Action':'lambda:*','Principal':'111122223333'}");
            added++;
            error = answer.status() == 201 ? "" : answer.error();
        }
        assertThat(added).isGreaterThan(100);
        assertThat(error).startsWith("400 PolicyLengthExceededException: The final policy size (");
    }

    @Test
    void tagsAreOfFunctions() {
        String path = "/2017-03-31/tags/" + (ARN + "f").replace(":", "%3A");
        assertThat(lambda.call("POST", path, "{'Tags':{'a':'1','b c':'2'}}").status())
                .isEqualTo(204);
        assertThat(lambda.ask("GET", path, "").toString())
                .isEqualTo("{\"Tags\":{\"a\":\"1\",\"b c\":\"2\"}}");
        assertThat(lambda.call("DELETE", path + "?tagKeys=a&tagKeys=b%20c", "").status())
                .isEqualTo(204);
        assertThat(lambda.ask("GET", path, "").toString()).isEqualTo("{\"Tags\":{}}");
        assertThat(lambda.refusal("DELETE", path, ""))
                .isEqualTo(
                        "400 ValidationException: 1 validation error detected: Value null at"
                            + " 'tagKeys' failed to satisfy constraint: Member must not be null");
        assertThat(lambda.refusal("GET", path + "%3A1", ""))
                .startsWith(
                        "400 InvalidParameterValueException: Tags on function aliases and versions"
                                + " are not supported.");
    }

    @Test
    void reservedConcurrencyLeavesAHundred() {
        String put = "/2017-10-31/functions/f/concurrency";
        String get = "/2019-09-30/functions/f/concurrency";
        assertThat(lambda.ask("GET", get, "").toString()).isEqualTo("{}");
        lambda.ask("PUT", put, "{'ReservedConcurrentExecutions':900}");
        assertThat(lambda.ask("GET", get, "").path("ReservedConcurrentExecutions").asInt())
                .isEqualTo(900);
        assertThat(
                        lambda.ask("GET", "/2016-08-19/account-settings", "")
                                .at("/AccountLimit/UnreservedConcurrentExecutions")
                                .asInt())
                .isEqualTo(100);
        assertThat(lambda.refusal("PUT", put, "{'ReservedConcurrentExecutions':901}"))
                .contains("below its minimum value of [100].");
        assertThat(lambda.refusal("PUT", put, "{}"))
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value null at"
                                + " 'reservedConcurrentExecutions'");
        assertThat(lambda.call("DELETE", put, "").status()).isEqualTo(204);
        assertThat(lambda.ask("GET", get, "").toString()).isEqualTo("{}");
    }

    @Test
    void eventConfigurationsAreKeptPerQualifier() {
        String path = "/2019-09-25/functions/f/event-invoke-config";
        assertThat(lambda.refusal("GET", path, ""))
                .isEqualTo(
                        "404 ResourceNotFoundException: The function "
                                + ARN
                                + "f:$LATEST doesn't have an EventInvokeConfig");
        lambda.ask("PUT", path, "{'MaximumRetryAttempts':1}");
        JsonNode updated = lambda.ask("POST", path, "{'MaximumEventAgeInSeconds':60}");
        assertThat(updated.path("MaximumRetryAttempts").asInt()).isEqualTo(1);
        assertThat(updated.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(60);
        assertThat(updated.path("LastModified").asDouble()).isEqualTo(1767323045.678);
        lambda.ask("PUT", path + "?Qualifier=1", "{'MaximumRetryAttempts':0}");
        assertThat(lambda.ask("GET", path + "/list", "").path("FunctionEventInvokeConfigs"))
                .hasSize(2);
        assertThat(lambda.call("DELETE", path, "").status()).isEqualTo(204);
        for (String service : new String[] {"sqs", "sns"}) {
            String body =
                    "{'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:"
                            + service
                            + ":eu-west-1:111122223333:q'}}}";
            assertThat(lambda.refusal("PUT", path, body))
                    .startsWith(
                            "400 InvalidParameterValueException: OnFailure destinations of "
                                    + service
                                    + " are not supported");
        }
        assertThat(lambda.refusal("PUT", path, "{'MaximumRetryAttempts':3}"))
                .startsWith("400 ValidationException");
    }

    @Test
    void layersAreUnderTheirFunctions() {
        String content =
                "{'Content':{'ZipFile':'"
                        + Zips.base64("layer")
                        + "'},'CompatibleRuntimes':['python3.12']}";
        LambdaHarness.Answer made = lambda.call("POST", LAYERS + "/lay/versions", content);
        assertThat(made.status()).isEqualTo(201);
        String arn = made.body().path("LayerVersionArn").asText();
        assertThat(arn).isEqualTo("arn:aws:lambda:eu-west-1:111122223333:layer:lay:1");
        lambda.ask("POST", LAYERS + "/lay/versions", content);
        JsonNode updated =
                lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'Layers':['" + arn + "']}");
        assertThat(updated.at("/Layers/0/Arn").asText()).isEqualTo(arn);
        assertThat(
                        lambda.ask("GET", LAYERS + "?find=LayerVersion&Arn=" + arn, "")
                                .path("Version")
                                .asInt())
                .isEqualTo(1);
        assertThat(
                        lambda.ask("GET", LAYERS, "")
                                .at("/Layers/0/LatestMatchingVersion/Version")
                                .asInt())
                .isEqualTo(2);
        JsonNode page = lambda.ask("GET", LAYERS + "/lay/versions?MaxItems=1", "");
        assertThat(page.at("/LayerVersions/0/Version").asInt()).isEqualTo(2);
        String marker = page.path("NextMarker").asText();
        assertThat(
                        lambda.ask("GET", LAYERS + "/lay/versions?MaxItems=1&Marker=" + marker, "")
                                .at("/LayerVersions/0/Version")
                                .asInt())
                .isEqualTo(1);
        assertThat(lambda.call("DELETE", LAYERS + "/lay/versions/2", "").status()).isEqualTo(204);
        assertThat(lambda.call("DELETE", LAYERS + "/lay/versions/2", "").status()).isEqualTo(204);
        assertThat(lambda.ask("POST", LAYERS + "/lay/versions", content).path("Version").asInt())
                .isEqualTo(3);
        assertThat(lambda.refusal("GET", LAYERS + "/lay/versions/2", ""))
                .isEqualTo(
                        "404 ResourceNotFoundException: The resource you requested does not"
                                + " exist.");
        assertThat(lambda.refusal("GET", LAYERS + "/lay/versions/x", "")).startsWith("400");
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'Layers':[]}");
        assertThat(lambda.ask("GET", FUNCTIONS + "/f/configuration", "").has("Layers")).isFalse();
        String unknown = content.replace("python3.12", "cobol");
        assertThat(lambda.refusal("POST", LAYERS + "/lay/versions", unknown))
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value '[cobol]' at"
                                + " 'compatibleRuntimes'");
    }
}
