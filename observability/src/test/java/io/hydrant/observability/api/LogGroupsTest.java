package io.hydrant.observability.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.kernel.name.Region;
import io.hydrant.wire.json.Operation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class LogGroupsTest {
    private static final String G = "{'logGroupName':'g'}";
    private static final String NO_GROUP =
            "ResourceNotFoundException: The specified log group does not exist.";

    @TempDir Path folder;
    private LogsHarness logs;

    @BeforeEach
    void open() {
        logs = new LogsHarness(folder);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void everyOperationIsServedOnce() {
        List<String> names =
                new LogsApi(logs.store, logs.clock)
                        .operations().stream().map(Operation::name).toList();
        assertThat(names).hasSize(17).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"StartLiveTail", "PutSubscriptionFilter", "StartQuery", "AssociateKmsKey"})
    void everyOtherOperationIsRefusedByItsName(String operation) {
        assertThat(logs.refusal(operation, "{}"))
                .isEqualTo(
                        "UnknownOperationException: %s is not among the operations of this version of Hydrant."
                                .formatted(operation));
    }

    @Test
    void operationsWithoutOutputAnswerWithAnEmptyBody() {
        assertThat(logs.call("CreateLogGroup", G)).isEqualTo(new LogsHarness.Answer(200, ""));
        assertThat(logs.call("DeleteLogGroup", G)).isEqualTo(new LogsHarness.Answer(200, ""));
    }

    @Test
    void describesAGroup() {
        logs.ask("CreateLogGroup", "{'logGroupName':'/aws/lambda/f','tags':{'team':'data'}}");
        assertThat(logs.ask("DescribeLogGroups", "{}").toString())
                .isEqualTo(
                        ("{'logGroups':[{'logGroupName':'/aws/lambda/f','creationTime':1795168800000,'metricFilterCount':0,"
                             + "'arn':'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:*','storedBytes':0,"
                             + "'logGroupClass':'STANDARD','logGroupArn':'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f','deletionProtectionEnabled':false}]}")
                                .replace('\'', '"'));
        logs.ask("PutRetentionPolicy", "{'logGroupName':'/aws/lambda/f','retentionInDays':7}");
        logs.ask("CreateLogStream", "{'logGroupName':'/aws/lambda/f','logStreamName':'s'}");
        logs.put("/aws/lambda/f", "s", logs.clock.millis(), "hello");
        JsonNode group = logs.ask("DescribeLogGroups", "{}").at("/logGroups/0");
        assertThat(group.get("retentionInDays").asInt()).isEqualTo(7);
        assertThat(group.get("storedBytes").asInt()).isPositive();
    }

    @Test
    void refusesWhatIsThereAndWhatIsNot() {
        logs.create("g");
        assertThat(logs.refusal("CreateLogGroup", G))
                .isEqualTo(
                        "ResourceAlreadyExistsException: The specified log group already exists");
        String none = "{'logGroupName':'none'}";
        assertThat(logs.refusal("DeleteLogGroup", none)).isEqualTo(NO_GROUP);
        assertThat(logs.refusal("DeleteRetentionPolicy", none)).isEqualTo(NO_GROUP);
        assertThat(logs.refusal("ListTagsLogGroup", none)).isEqualTo(NO_GROUP);
        assertThat(logs.refusal("DescribeLogStreams", none)).isEqualTo(NO_GROUP);
        assertThat(logs.refusal("FilterLogEvents", none)).isEqualTo(NO_GROUP);
        assertThat(logs.refusal("CreateLogStream", "{'logGroupName':'x','logStreamName':'s'}"))
                .isEqualTo(NO_GROUP);
    }

    @Test
    void refusesWhatItDoesNotDo() {
        assertThat(logs.refusal("CreateLogGroup", "{'logGroupName':'g','kmsKeyId':'k'}"))
                .isEqualTo(
                        "InvalidParameterException: kmsKeyId is not supported by this version of"
                                + " Hydrant.");
        assertThat(
                        logs.refusal(
                                "CreateLogGroup",
                                "{'logGroupName':'g','logGroupClass':'INFREQUENT_ACCESS'}"))
                .contains("logGroupClass INFREQUENT_ACCESS is not supported");
        assertThat(
                        logs.refusal(
                                "CreateLogGroup",
                                "{'logGroupName':'g','deletionProtectionEnabled':true}"))
                .contains("deletionProtectionEnabled is not supported");
    }

    @Test
    void constraintsAreInvalidParameters() {
        assertThat(logs.refusal("CreateLogGroup", "{}"))
                .isEqualTo(
                        "InvalidParameterException: 1 validation error detected: Value null at"
                                + " 'logGroupName' failed to satisfy constraint: Member must not be"
                                + " null");
        assertThat(logs.refusal("CreateLogGroup", "{'logGroupName':'a b'}"))
                .startsWith("InvalidParameterException: 1 validation error detected: Value 'a b'")
                .contains("regular expression pattern");
        assertThat(logs.refusal("FilterLogEvents", "{'logGroupName':'g','limit':10001}"))
                .isEqualTo(
                        "InvalidParameterException: 1 validation error detected: Value '10001' at"
                            + " 'limit' failed to satisfy constraint: Member must have value less"
                            + " than or equal to 10000");
    }

    @Test
    void listsByPrefixOrPatternPageByPage() {
        for (int i = 0; i < 5; i++) {
            logs.create("/a/" + i);
            logs.create("/b/Data" + i);
        }
        assertThat(names("{'logGroupNamePrefix':'/a/','limit':2}"))
                .containsExactly("/a/0", "/a/1", "/a/2", "/a/3", "/a/4");
        assertThat(names("{'logGroupNamePattern':'Data','limit':3}")).hasSize(5);
        assertThat(names("{'logGroupNamePattern':'data'}")).isEmpty();
        assertThat(names("{'logGroupClass':'DELIVERY'}")).isEmpty();
        assertThat(names("{'logGroupIdentifiers':['/a/3']}")).containsExactly("/a/3");
        assertThat(names("{}")).hasSize(10);
        assertThat(
                        logs.refusal(
                                "DescribeLogGroups",
                                "{'logGroupNamePrefix':'a','logGroupNamePattern':'b'}"))
                .isEqualTo(
                        "InvalidParameterException: LogGroup name prefix and LogGroup name pattern"
                                + " are mutually exclusive parameters.");
        assertThat(logs.refusal("DescribeLogGroups", "{'nextToken':'x'}"))
                .isEqualTo("InvalidParameterException: The specified nextToken is invalid.");
    }

    private List<String> names(String body) {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            String comma = body.equals("{}") ? "" : ",";
            String next = token.isEmpty() ? "" : "'nextToken':'" + token + "'" + comma;
            JsonNode page = logs.ask("DescribeLogGroups", "{" + next + body.substring(1));
            names.addAll(LogsHarness.texts(page.get("logGroups"), "logGroupName"));
            token = page.path("nextToken").asText();
        } while (!token.isEmpty());
        return names;
    }

    @Test
    void keepsGroupsOfRegionsApart() {
        logs.create("g");
        LogsHarness.Answer other = logs.send("DescribeLogGroups", "{}", new Region("us-east-1"));
        assertThat(other.text()).isEqualTo("{\"logGroups\":[]}");
        assertThat(
                        logs.refusal(
                                "DescribeLogStreams",
                                "{'logGroupIdentifier':'arn:aws:logs:us-east-1:111122223333:log-group:g'}"))
                .isEqualTo(NO_GROUP);
    }

    @Test
    void setsAndRemovesTheRetention() {
        logs.create("g");
        assertThat(logs.refusal("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':2}"))
                .startsWith(
                        "InvalidParameterException: 1 validation error detected: Value '2' at"
                                + " 'retentionInDays' failed to satisfy constraint: Member must"
                                + " satisfy enum value set: [1, 3, 5,");
        logs.ask("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':1}");
        logs.ask("DeleteRetentionPolicy", G);
        assertThat(logs.ask("DescribeLogGroups", "{}").at("/logGroups/0").has("retentionInDays"))
                .isFalse();
    }

    @Test
    void tagsGroupsByArnAndByName() {
        logs.create("g");
        String arn = "'resourceArn':'arn:aws:logs:eu-west-1:111122223333:log-group:g'";
        logs.ask("TagResource", "{" + arn + ",'tags':{'a':'1','b':'2'}}");
        logs.ask("TagLogGroup", "{'logGroupName':'g','tags':{'b':'3','c':'4'}}");
        logs.ask("UntagResource", "{" + arn + ",'tagKeys':['a','none']}");
        logs.ask("UntagLogGroup", "{'logGroupName':'g','tags':['c']}");
        assertThat(logs.ask("ListTagsForResource", "{" + arn + "}").toString())
                .isEqualTo("{\"tags\":{\"b\":\"3\"}}");
        assertThat(logs.ask("ListTagsLogGroup", G).toString())
                .isEqualTo("{\"tags\":{\"b\":\"3\"}}");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append(i == 0 ? "" : ",").append("'k").append(i).append("':'v'");
        }
        assertThat(logs.refusal("TagResource", "{" + arn + ",'tags':{" + many + "}}"))
                .isEqualTo("TooManyTagsException: There may be 50 tags but would be 51.");
        assertThat(logs.refusal("TagLogGroup", "{'logGroupName':'g','tags':{'aws:x':'1'}}"))
                .isEqualTo(
                        "InvalidParameterException: Tag aws:x begins with aws:, which is"
                                + " reserved.");
        assertThat(logs.refusal("ListTagsForResource", "{'resourceArn':'arn:aws:s3:::b'}"))
                .isEqualTo(
                        "InvalidParameterException: 'arn:aws:s3:::b' is not the ARN of a log"
                                + " group.");
    }
}
