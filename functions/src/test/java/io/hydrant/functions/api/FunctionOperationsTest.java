package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;
import static io.hydrant.functions.api.LambdaHarness.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.control.ResourceStore;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class FunctionOperationsTest {
    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
    }

    @Test
    void aNewFunctionHasTheDefaultsOfTheService() {
        LambdaHarness.Answer answer = lambda.call("POST", FUNCTIONS, function("f", ""));
        assertThat(answer.status()).isEqualTo(201);
        JsonNode shape = answer.body();
        assertThat(shape.path("FunctionArn").asText()).isEqualTo(ARN + "f");
        assertThat(shape.path("State").asText()).isEqualTo("Pending");
        assertThat(shape.path("StateReasonCode").asText()).isEqualTo("Creating");
        assertThat(shape.path("Timeout").asInt()).isEqualTo(3);
        assertThat(shape.path("MemorySize").asInt()).isEqualTo(128);
        assertThat(shape.path("EphemeralStorage").path("Size").asInt()).isEqualTo(512);
        assertThat(shape.path("Version").asText()).isEqualTo("$LATEST");
        assertThat(shape.path("PackageType").asText()).isEqualTo("Zip");
        assertThat(shape.path("Description").asText("none")).isEmpty();
        assertThat(shape.path("LastModified").asText()).isEqualTo("2026-01-02T03:04:05.678+0000");
        assertThat(shape.path("LoggingConfig").toString())
                .isEqualTo("{\"LogFormat\":\"Text\",\"LogGroup\":\"/aws/lambda/f\"}");
        assertThat(shape.path("CodeSha256").asText()).hasSize(44);
        assertThat(shape.has("Environment")).isFalse();
    }

    @Test
    void everyAcceptedMemberComesBack() {
        String members =
                ",'Description':'d','Timeout':900,'MemorySize':10240,'Architectures':['arm64'],"
                    + "'Environment':{'Variables':{'KEY':'v'}},'EphemeralStorage':{'Size':1024},"
                    + "'TracingConfig':{'Mode':'Active'},"
                    + "'DeadLetterConfig':{'TargetArn':'arn:aws:sqs:eu-west-1:111122223333:q'},"
                    + "'KMSKeyArn':'arn:aws:kms:eu-west-1:111122223333:key/k',"
                    + "'VpcConfig':{'SubnetIds':['s-1'],'SecurityGroupIds':['g-1'],'Ipv6AllowedForDualStack':true},"
                    + "'LoggingConfig':{'LogFormat':'JSON','ApplicationLogLevel':'WARN','SystemLogLevel':'INFO','LogGroup':'mine'},"
                    + "'Tags':{'a':'b'}";
        lambda.ask("POST", FUNCTIONS, function("f", members));
        JsonNode found = lambda.ask("GET", FUNCTIONS + "/f", "");
        JsonNode shape = found.path("Configuration");
        assertThat(shape.path("State").asText()).isEqualTo("Active");
        assertThat(shape.path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(shape.path("Description").asText()).isEqualTo("d");
        assertThat(shape.path("Timeout").asInt()).isEqualTo(900);
        assertThat(shape.path("MemorySize").asInt()).isEqualTo(10240);
        assertThat(shape.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
        assertThat(shape.at("/Environment/Variables/KEY").asText()).isEqualTo("v");
        assertThat(shape.at("/EphemeralStorage/Size").asInt()).isEqualTo(1024);
        assertThat(shape.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
        assertThat(shape.at("/DeadLetterConfig/TargetArn").asText()).endsWith(":q");
        assertThat(shape.path("KMSKeyArn").asText()).endsWith("key/k");
        assertThat(shape.at("/VpcConfig/SubnetIds/0").asText()).isEqualTo("s-1");
        assertThat(shape.at("/VpcConfig/Ipv6AllowedForDualStack").asBoolean()).isTrue();
        assertThat(shape.at("/LoggingConfig/ApplicationLogLevel").asText()).isEqualTo("WARN");
        assertThat(shape.at("/LoggingConfig/LogGroup").asText()).isEqualTo("mine");
        assertThat(found.path("Tags").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(found.at("/Code/RepositoryType").asText()).isEqualTo("S3");
        assertThat(found.at("/Code/Location").asText())
                .startsWith("http://localhost:4566/_hydrant/functions/code/");
    }

    @Test
    void theLinkOfAPackageIsGoodForTenMinutes() {
        lambda.create("f");
        String link = lambda.ask("GET", FUNCTIONS + "/f", "").at("/Code/Location").asText();
        String sha = link.replaceAll(".*/code/([0-9a-f]+)\\?.*", "$1");
        String expires = link.replaceAll(".*expires=(\\d+).*", "$1");
        String signature = link.replaceAll(".*signature=", "");
        assertThat(Files.exists(lambda.code.file(sha))).isTrue();
        assertThat(lambda.links.valid(sha, expires, signature)).isTrue();
        assertThat(lambda.links.valid(sha, expires + "0", signature)).isFalse();
        assertThat(lambda.links.valid("0" + sha.substring(1), expires, signature)).isFalse();
        lambda.clock.advance(Duration.ofSeconds(602));
        assertThat(lambda.links.valid(sha, expires, signature)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Runtime':'python3.99' | 400 InvalidParameterValueException: Value python3.99 at"
                        + " 'runtime' failed",
                "'Runtime':'python2.7' | 400 InvalidParameterValueException: The runtime parameter"
                        + " of python2.7 is no longer supported",
                "'Runtime':'ruby3.3' | 400 InvalidParameterValueException: ruby is not installed on"
                        + " this machine",
                "'Timeout':901 | 400 ValidationException: 1 validation error detected: Value '901'"
                    + " at 'timeout' failed to satisfy constraint: Member must have value less than"
                    + " or equal to 900",
                "'MemorySize':127 | 400 ValidationException: 1 validation error detected: Value"
                        + " '127' at 'memorySize'",
                "'Handler':'a b' | 400 ValidationException: 1 validation error detected: Value 'a"
                        + " b' at 'handler'",
                "'FunctionName':'a b' | 400 ValidationException: 1 validation error detected: Value"
                        + " 'a b' at 'functionName'",
                "'Role':'x' | 400 ValidationException: 1 validation error detected: Value 'x' at"
                        + " 'role'",
                "'Code':{'ZipFile':''} | 400 InvalidParameterValueException: Uploaded file must be"
                        + " a non-empty zip",
                "'Code':{} | 400 InvalidParameterValueException: Please provide a source for"
                        + " function code.",
                "'Code':{'ZipFile':'aGVsbG8='} | 400 InvalidParameterValueException: Could not"
                        + " unzip uploaded file. Please check your file, then try to upload again.",
                "'Code':{'ZipFile':'%%%%'} | 400 InvalidRequestContentException: Could not parse"
                        + " request body into json: Invalid Base64",
                "'Code':{'S3Bucket':'bucket','S3Key':'no'} | 400 InvalidParameterValueException:"
                    + " Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message:"
                    + " The specified key does not exist.",
                "'Code':{'S3Bucket':'missing','S3Key':'no'} | 400 InvalidParameterValueException:"
                        + " Error occurred while GetObject. S3 Error Code: NoSuchBucket.",
                "'PackageType':'Image' | 400 InvalidParameterValueException: PackageType Image:"
                        + " running container images",
                "'SnapStart':{'ApplyOn':'PublishedVersions'} | 400 InvalidParameterValueException:"
                        + " SnapStart is not supported",
                "'CodeSigningConfigArn':'arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0123456789abcdef0'"
                    + " | 400 InvalidParameterValueException: CodeSigningConfigArn: code signing is"
                    + " not supported",
                "'Environment':{'Variables':{'AWS_REGION':'x','_HANDLER':'y'}} | 400"
                        + " ValidationException",
                "'Environment':{'Variables':{'AWS_REGION':'x','TZ':'y'}} | 400"
                    + " InvalidParameterValueException: Lambda was unable to configure your"
                    + " environment variables because the environment variables you have provided"
                    + " contains reserved keys that are currently not supported for modification."
                    + " Reserved keys used in this request: AWS_REGION",
                "'Layers':['arn:aws:lambda:eu-west-1:111122223333:layer:no:1'] | 400"
                        + " InvalidParameterValueException: Layer version"
                        + " arn:aws:lambda:eu-west-1:111122223333:layer:no:1 does not exist.",
                "'Timeout':'x' | 400 InvalidRequestContentException: Could not parse request body"
                        + " into json: STRING_VALUE can not be converted to an Integer",
            })
    void refusesWhatCannotBe(String member, String error) {
        String body = function("f", "," + member);
        assertThat(lambda.refusal("POST", FUNCTIONS, body)).startsWith(error);
        assertThat(lambda.refusal("GET", FUNCTIONS + "/f", ""))
                .isEqualTo("404 ResourceNotFoundException: Function not found: " + ARN + "f");
    }

    @Test
    void refusesLargeEnvironmentsAndPackages() {
        String variables = ",'Environment':{'Variables':{'KEY':'" + "v".repeat(4096) + "'}}";
        assertThat(lambda.refusal("POST", FUNCTIONS, function("f", variables)))
                .contains("exceeded the 4KB limit. String measured: {\"KEY\":\"vvv");
        String body =
                function("f", "")
                        .replace(
                                "'Code':{'ZipFile':'",
                                "'Code':{'ZipFile':'" + "A".repeat(70_000_000));
        assertThat(lambda.refusal("POST", FUNCTIONS, body))
                .isEqualTo(
                        "413 RequestEntityTooLargeException: Zipped size must be smaller than"
                                + " 52428800 bytes");
        assertThat(lambda.refusal("POST", FUNCTIONS, body + " ".repeat(200_000)))
                .isEqualTo(
                        "413 RequestEntityTooLargeException: Request must be smaller than 70167211"
                                + " bytes for the CreateFunction operation");
    }

    @Test
    void takesPackagesFromBuckets() {
        lambda.objects.byAddress.put("s3://bucket/code.zip", Zips.of("app.py", "x"));
        String body =
                function("f", "")
                        .replaceAll(
                                "'Code':\\{[^}]*\\}",
                                "'Code':{'S3Bucket':'bucket','S3Key':'code.zip'}");
        JsonNode shape = lambda.ask("POST", FUNCTIONS, body);
        assertThat(shape.path("CodeSize").asInt()).isEqualTo(Zips.of("app.py", "x").length);
    }

    @Test
    void aSecondFunctionOfTheSameNameIsRefused() {
        lambda.create("f");
        assertThat(lambda.refusal("POST", FUNCTIONS, function("f", "")))
                .isEqualTo("409 ResourceConflictException: Function already exist: f");
    }

    @Test
    void anUpdateIsInProgressUntilItIsSettled() {
        lambda.create("f");
        LambdaHarness.Answer updated =
                lambda.call("PUT", FUNCTIONS + "/f/configuration", "{'Timeout':7}");
        assertThat(updated.body().path("LastUpdateStatus").asText()).isEqualTo("InProgress");
        assertThat(updated.body().path("LastUpdateStatusReasonCode").asText())
                .isEqualTo("Creating");
        assertThat(lambda.refusal("PUT", FUNCTIONS + "/f/configuration", "{'Timeout':8}"))
                .isEqualTo(
                        "409 ResourceConflictException: The operation cannot be performed at this"
                                + " time. An update is in progress for resource: "
                                + ARN
                                + "f");
        lambda.settle();
        JsonNode shape = lambda.ask("GET", FUNCTIONS + "/f/configuration", "");
        assertThat(shape.path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(shape.path("Timeout").asInt()).isEqualTo(7);
        assertThat(lambda.runner.retired)
                .containsExactly("others than " + shape.path("RevisionId").asText());
    }

    @Test
    void anUpdateReplacesOnlyWhatItNames() {
        lambda.ask(
                "POST",
                FUNCTIONS,
                function("f", ",'Description':'d','Environment':{'Variables':{'KEY':'v'}}"));
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'MemorySize':256}");
        JsonNode shape = lambda.ask("GET", FUNCTIONS + "/f/configuration", "");
        assertThat(shape.path("Description").asText()).isEqualTo("d");
        assertThat(shape.at("/Environment/Variables/KEY").asText()).isEqualTo("v");
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'Environment':{'Variables':{}}}");
        assertThat(lambda.ask("GET", FUNCTIONS + "/f/configuration", "").has("Environment"))
                .isFalse();
    }

    @Test
    void changesFromAnOldRevisionAreRefused() {
        String first = lambda.create("f").path("RevisionId").asText();
        lambda.ask(
                "PUT",
                FUNCTIONS + "/f/configuration",
                "{'Timeout':5,'RevisionId':'" + first + "'}");
        String body = "{'ZipFile':'" + Zips.base64("2") + "','RevisionId':'" + first + "'}";
        assertThat(lambda.refusal("PUT", FUNCTIONS + "/f/code", body))
                .startsWith(
                        "412 PreconditionFailedException: The Revision Id provided does not match"
                                + " the latest Revision Id.");
    }

    @Test
    void aDryRunOfAnUpdateChangesNothing() {
        String sha = lambda.create("f").path("CodeSha256").asText();
        String body = "{'ZipFile':'" + Zips.base64("other") + "','DryRun':true}";
        JsonNode answer = lambda.ask("PUT", FUNCTIONS + "/f/code", body);
        assertThat(answer.path("CodeSha256").asText()).isNotEqualTo(sha);
        assertThat(
                        lambda.ask("GET", FUNCTIONS + "/f/configuration", "")
                                .path("CodeSha256")
                                .asText())
                .isEqualTo(sha);
    }

    @Test
    void versionsNeverChangeAndAreNotPublishedTwice() {
        lambda.create("f");
        JsonNode first =
                lambda.ask("POST", FUNCTIONS + "/f/versions", "{'Description':'the first'}");
        assertThat(first.path("Version").asText()).isEqualTo("1");
        assertThat(first.path("FunctionArn").asText()).isEqualTo(ARN + "f:1");
        assertThat(first.path("Description").asText()).isEqualTo("the first");
        assertThat(lambda.ask("POST", FUNCTIONS + "/f/versions", "{}").path("Version").asText())
                .isEqualTo("1");
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'Timeout':9}");
        String wrong = "{'CodeSha256':'wrong'}";
        assertThat(lambda.refusal("POST", FUNCTIONS + "/f/versions", wrong))
                .startsWith(
                        "400 InvalidParameterValueException: CodeSHA256 (wrong) is different from"
                                + " current CodeSHA256 in $LATEST");
        assertThat(lambda.ask("POST", FUNCTIONS + "/f/versions", "").path("Version").asText())
                .isEqualTo("2");
        assertThat(
                        lambda.ask("GET", FUNCTIONS + "/f?Qualifier=1", "")
                                .at("/Configuration/Timeout")
                                .asInt())
                .isEqualTo(3);
        String code = "{'ZipFile':'" + Zips.base64("3") + "','Publish':true}";
        assertThat(lambda.ask("PUT", FUNCTIONS + "/f/code", code).path("Version").asText())
                .isEqualTo("3");
        assertThat(versions("")).containsExactly("$LATEST", "1", "2", "3");
    }

    private List<String> versions(String query) {
        List<String> found = new ArrayList<>();
        lambda.ask("GET", FUNCTIONS + "/f/versions" + query, "")
                .path("Versions")
                .forEach(version -> found.add(version.path("Version").asText()));
        return found;
    }

    @Test
    void deletesVersionsThatNoAliasHas() {
        lambda.ask("POST", FUNCTIONS, function("f", ",'Publish':true"));
        lambda.ask("POST", FUNCTIONS + "/f/aliases", "{'Name':'prod','FunctionVersion':'1'}");
        assertThat(lambda.refusal("DELETE", FUNCTIONS + "/f?Qualifier=1", ""))
                .isEqualTo(
                        "409 ResourceConflictException: Unable to delete version because the"
                                + " following aliases reference it: [prod]");
        assertThat(lambda.refusal("DELETE", FUNCTIONS + "/f?Qualifier=$LATEST", ""))
                .isEqualTo(
                        "400 InvalidParameterValueException: $LATEST version cannot be deleted"
                                + " without deleting the function.");
        lambda.ask("DELETE", FUNCTIONS + "/f/aliases/prod", "");
        LambdaHarness.Answer gone = lambda.call("DELETE", FUNCTIONS + "/f:1", "");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.text()).isEmpty();
        assertThat(lambda.refusal("GET", FUNCTIONS + "/f:1", ""))
                .isEqualTo("404 ResourceNotFoundException: Function not found: " + ARN + "f:1");
        lambda.ask("PUT", FUNCTIONS + "/f/configuration", "{'Timeout':9}");
        assertThat(lambda.ask("POST", FUNCTIONS + "/f/versions", "").path("Version").asText())
                .isEqualTo("2");
        lambda.ask("DELETE", FUNCTIONS + "/f", "");
        assertThat(lambda.runner.retired).endsWith("$LATEST", "2");
        assertThat(lambda.refusal("DELETE", FUNCTIONS + "/f", ""))
                .isEqualTo("404 ResourceNotFoundException: Function not found: " + ARN + "f");
    }

    @ParameterizedTest
    @CsvSource({
        "f,''",
        "111122223333:function:f,''",
        "arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction%3Af,''",
        "arn:aws:lambda:eu-west-1:111122223333:function:f:1,:1",
        "f:$LATEST,:$LATEST",
        "function:f,:f"
    })
    void functionsAreFoundByEveryKindOfName(String name, String suffix) {
        lambda.ask("POST", FUNCTIONS, function("f", ",'Publish':true"));
        LambdaHarness.Answer answer = lambda.call("GET", FUNCTIONS + "/" + name, "");
        if (name.equals("function:f")) {
            assertThat(answer.status()).isEqualTo(404); // version f of a function named function
        } else {
            assertThat(answer.body().at("/Configuration/FunctionArn").asText())
                    .isEqualTo(ARN + "f" + suffix);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "f:1?Qualifier=2 | 400 InvalidParameterValueException: The derived qualifier from"
                        + " the function name does not match the specified qualifier.",
                "arn:aws:lambda:us-east-1:111122223333:function:f | 404 ResourceNotFoundException:"
                    + " Functions from 'us-east-1' are not reachable in this region ('eu-west-1')",
                "arn:aws:lambda:eu-west-1:999999999999:function:f | 404 ResourceNotFoundException:"
                        + " Function not found: arn:aws:lambda:eu-west-1:999999999999:function:f",
                "f%zz | 400 InvalidRequestContentException",
            })
    void refusesReferencesThatLeadElsewhere(String target, String error) {
        lambda.create("f");
        assertThat(lambda.refusal("GET", FUNCTIONS + "/" + target, "")).startsWith(error);
    }

    @Test
    void listsInPagesOfAtMostFifty() {
        for (int i = 0; i < 55; i++) {
            lambda.create("f%02d".formatted(i));
        }
        JsonNode first = lambda.ask("GET", FUNCTIONS + "?MaxItems=10000", "");
        assertThat(first.path("Functions")).hasSize(50);
        String marker = first.path("NextMarker").asText();
        JsonNode second = lambda.ask("GET", FUNCTIONS + "?Marker=" + marker, "");
        assertThat(second.path("Functions")).hasSize(5);
        assertThat(second.has("NextMarker")).isFalse();
        assertThat(second.at("/Functions/0/FunctionName").asText()).isEqualTo("f50");
        assertThat(second.at("/Functions/0").has("State")).isFalse();
        assertThat(
                        lambda.ask("GET", FUNCTIONS + "?FunctionVersion=ALL&MaxItems=1", "")
                                .at("/Functions/0/FunctionArn")
                                .asText())
                .isEqualTo(ARN + "f00:$LATEST");
        assertThat(lambda.refusal("GET", FUNCTIONS + "?MaxItems=0", ""))
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value '0' at"
                                + " 'maxItems'");
        assertThat(lambda.refusal("GET", FUNCTIONS + "?Marker=%25", ""))
                .isEqualTo("400 InvalidParameterValueException: Invalid Marker: '%'");
    }

    @Test
    void everythingIsThereAfterARestart() {
        SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.678Z");
        JsonNode before;
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("control.sqlite"))) {
            lambda = new LambdaHarness(folder, store, clock);
            lambda.ask("POST", FUNCTIONS, function("f", ",'Publish':true,'Tags':{'a':'b'}"));
            lambda.call("PUT", FUNCTIONS + "/f/configuration", "{'Timeout':7}");
            lambda.settle();
            lambda.ask("POST", FUNCTIONS + "/f/aliases", "{'Name':'prod','FunctionVersion':'1'}");
            lambda.ask(
                    "PUT",
                    "/2017-10-31/functions/f/concurrency",
                    "{'ReservedConcurrentExecutions':5}");
            String content = "{'Content':{'ZipFile':'" + Zips.base64("layer") + "'}}";
            lambda.ask("POST", "/2018-10-31/layers/lay/versions", content);
            before = lambda.ask("GET", FUNCTIONS + "/f", "");
            lambda.create("pending");
            lambda.call("POST", FUNCTIONS, function("unsettled", ""));
        }
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("control.sqlite"))) {
            lambda = new LambdaHarness(folder, store, clock);
            assertThat(lambda.ask("GET", FUNCTIONS + "/f", "")).isEqualTo(before);
            assertThat(versions("")).containsExactly("$LATEST", "1");
            assertThat(
                            lambda.ask("GET", "/2018-10-31/layers/lay/versions/1", "")
                                    .at("/Content/CodeSha256")
                                    .asText())
                    .hasSize(44);
            assertThat(
                            lambda.ask("GET", FUNCTIONS + "/f/aliases/prod", "")
                                    .path("FunctionVersion")
                                    .asText())
                    .isEqualTo("1");
            assertThat(
                            lambda.ask("GET", FUNCTIONS + "/unsettled/configuration", "")
                                    .path("State")
                                    .asText())
                    .isEqualTo("Active");
        }
    }

    @Test
    void concurrentPublishingAndUpdatingLosesNothing()
            throws InterruptedException, ExecutionException {
        lambda.create("f");
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String alias = "{'Name':'a" + i + "','FunctionVersion':'$LATEST'}";
                calls.add(
                        clients.submit(() -> lambda.call("POST", FUNCTIONS + "/f/aliases", alias)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(lambda.ask("GET", FUNCTIONS + "/f/aliases", "").path("Aliases")).hasSize(40);
    }

    @Test
    void refusesByNameWhatIsNotServed() {
        assertThat(lambda.refusal("POST", "/2021-10-31/functions/f/url", "{}"))
                .isEqualTo(
                        "400 UnknownOperationException: CreateFunctionUrlConfig is not among the"
                                + " operations of this version of Hydrant.");
        assertThat(lambda.refusal("GET", "/2015-03-31/nothing", ""))
                .isEqualTo(
                        "404 UnknownOperationException: There is no operation GET"
                                + " /2015-03-31/nothing.");
    }
}
