package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class TagsAndPoliciesTest {
    @TempDir Path directory;

    private KinesisHarness kinesis;

    @BeforeEach
    void createStream() {
        kinesis = new KinesisHarness(directory);
        kinesis.ask("CreateStream", "{'StreamName':'clicks','ShardCount':1,'Tags':{'t':'0'}}");
        kinesis.addConsumer();
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    @Test
    void streamsAreTaggedByName() {
        kinesis.ask("AddTagsToStream", "{'StreamName':'clicks','Tags':{'b':'2','a':'1','é':''}}");
        kinesis.ask("AddTagsToStream", "{'StreamName':'clicks','Tags':{'b':'3'}}");
        kinesis.ask("RemoveTagsFromStream", "{'StreamName':'clicks','TagKeys':['a','none']}");
        assertThat(listed("ListTagsForStream", "{'StreamName':'clicks'}"))
                .isEqualTo(
                        "{'Tags':[{'Key':'b','Value':'3'},{'Key':'t','Value':'0'},"
                                + "{'Key':'é','Value':''}],'HasMoreTags':false}");
        assertThat(listed("ListTagsForStream", "{'StreamName':'clicks','Limit':1}"))
                .isEqualTo("{'Tags':[{'Key':'b','Value':'3'}],'HasMoreTags':true}");
        assertThat(
                        listed(
                                "ListTagsForStream",
                                "{'StreamName':'clicks','Limit':1,'ExclusiveStartTagKey':'b'}"))
                .isEqualTo("{'Tags':[{'Key':'t','Value':'0'}],'HasMoreTags':true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {KinesisHarness.ARN, KinesisHarness.CONSUMER})
    void streamsAndConsumersAreTaggedByArn(String arn) {
        String resource = "'ResourceARN':'" + arn + "'";
        kinesis.ask("TagResource", "{" + resource + ",'Tags':{'a':'1','t':'2'}}");
        kinesis.ask("UntagResource", "{" + resource + ",'TagKeys':['a']}");
        assertThat(listed("ListTagsForResource", "{" + resource + "}"))
                .isEqualTo("{'Tags':[{'Key':'t','Value':'2'}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {KinesisHarness.ARN, KinesisHarness.CONSUMER})
    void policiesAreKeptAsTheyWerePut(String arn) {
        String resource = "'ResourceARN':'" + arn + "'";
        assertThat(kinesis.ask("GetResourcePolicy", "{" + resource + "}").toString())
                .isEqualTo("{}");
        kinesis.ask("PutResourcePolicy", "{" + resource + ",'Policy':'{ }'}");
        assertThat(kinesis.ask("GetResourcePolicy", "{" + resource + "}").toString())
                .isEqualTo("{\"Policy\":\"{ }\"}");
        kinesis.ask("DeleteResourcePolicy", "{" + resource + "}");
        assertThat(kinesis.ask("GetResourcePolicy", "{" + resource + "}").toString())
                .isEqualTo("{}");
    }

    @Test
    void resourcesThatAreNotThere() {
        for (String arn :
                new String[] {
                    KinesisHarness.ARN.replace("clicks", "nope"),
                    KinesisHarness.CONSUMER.replace("app", "nope")
                }) {
            assertThat(kinesis.refusal("ListTagsForResource", "{'ResourceARN':'" + arn + "'}"))
                    .startsWith("ResourceNotFoundException: ");
            assertThat(kinesis.refusal("GetResourcePolicy", "{'ResourceARN':'" + arn + "'}"))
                    .startsWith("ResourceNotFoundException: ");
        }
    }

    private String listed(String operation, String body) {
        return kinesis.ask(operation, body).toString().replace('"', '\'');
    }
}
