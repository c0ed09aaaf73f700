package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UntagDeliveryStreamTest {
    @Test
    void removesTagsAndPassesOverUnknownKeys() {
        FirehoseHarness firehose = new FirehoseHarness();
        firehose.createStream("clicks", "");
        firehose.ask(
                "TagDeliveryStream",
                "{'DeliveryStreamName':'clicks','Tags':[{'Key':'a'},{'Key':'b'}]}");
        assertThat(
                        firehose.ask(
                                "UntagDeliveryStream",
                                "{'DeliveryStreamName':'clicks','TagKeys':['a','x','a']}"))
                .isEmpty();
        assertThat(
                        firehose.ask("ListTagsForDeliveryStream", "{'DeliveryStreamName':'clicks'}")
                                .get("Tags")
                                .toString())
                .isEqualTo("[{\"Key\":\"b\",\"Value\":\"\"}]");
    }
}
