package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ListTagsForDeliveryStreamTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void answersAnEmptyListWithoutTags() {
        firehose.createStream("clicks", "");
        assertThat(list("")).isEqualTo("{'Tags':[],'HasMoreTags':false}");
    }

    @Test
    void pagesByKey() {
        firehose.createStream("clicks", "");
        firehose.ask(
                "TagDeliveryStream",
                "{'DeliveryStreamName':'clicks','Tags':[{'Key':'c','Value':'3'},"
                        + "{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}]}");
        assertThat(list(",'Limit':2"))
                .isEqualTo(
                        "{'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}],"
                                + "'HasMoreTags':true}");
        assertThat(list(",'ExclusiveStartTagKey':'b'"))
                .isEqualTo("{'Tags':[{'Key':'c','Value':'3'}],'HasMoreTags':false}");
    }

    private String list(String more) {
        return firehose.ask(
                        "ListTagsForDeliveryStream", "{'DeliveryStreamName':'clicks'" + more + "}")
                .toString()
                .replace('"', '\'');
    }
}
