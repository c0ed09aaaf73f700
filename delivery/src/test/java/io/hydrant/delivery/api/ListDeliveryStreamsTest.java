package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListDeliveryStreamsTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void createTwelveStreams() {
        for (String name : "l k j i h g f e d c b a".split(" ")) {
            firehose.createStream(name, "");
        }
    }

    @Test
    void listsTenInAlphabeticalOrderUnlessAskedOtherwise() {
        assertThat(list("{}")).isEqualTo("[a, b, c, d, e, f, g, h, i, j] true");
        assertThat(list("{'Limit':12}")).isEqualTo("[a, b, c, d, e, f, g, h, i, j, k, l] false");
    }

    @Test
    void goesOnRightAfterAName() {
        assertThat(list("{'ExclusiveStartDeliveryStreamName':'j'}")).isEqualTo("[k, l] false");
        assertThat(list("{'ExclusiveStartDeliveryStreamName':'bb','Limit':2}"))
                .isEqualTo("[c, d] true");
        assertThat(list("{'ExclusiveStartDeliveryStreamName':'l'}")).isEqualTo("[] false");
    }

    @Test
    void filtersByType() {
        assertThat(list("{'DeliveryStreamType':'DirectPut','Limit':1}")).isEqualTo("[a] true");
        assertThat(list("{'DeliveryStreamType':'KinesisStreamAsSource'}")).isEqualTo("[] false");
        firehose.createReadingStream("aa", "trips");
        assertThat(list("{'DeliveryStreamType':'KinesisStreamAsSource'}")).isEqualTo("[aa] false");
        assertThat(list("{'DeliveryStreamType':'DirectPut','Limit':2}")).isEqualTo("[a, b] true");
        assertThat(list("{'Limit':2}")).isEqualTo("[a, aa] true");
    }

    @Test
    void listsOneRegionOnly() {
        assertThat(
                        firehose.call("us-east-1", "ListDeliveryStreams", "{}")
                                .body()
                                .get("DeliveryStreamNames")
                                .toString())
                .isEqualTo("[]");
    }

    private String list(String body) {
        JsonNode page = firehose.ask("ListDeliveryStreams", body);
        return page.get("DeliveryStreamNames").toString().replace("\"", "").replace(",", ", ")
                + " "
                + page.get("HasMoreDeliveryStreams");
    }
}
