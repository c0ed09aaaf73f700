package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class TagDeliveryStreamTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void createStream() {
        firehose.createStream("clicks", "");
    }

    @Test
    void addsAndOverwrites() {
        assertThat(tag("{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}").body()).isEmpty();
        tag("{'Key':'b','Value':'3'},{'Key':'c'}");
        assertThat(
                        firehose.ask("ListTagsForDeliveryStream", "{'DeliveryStreamName':'clicks'}")
                                .toString()
                                .replace('"', '\''))
                .isEqualTo(
                        "{'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'3'},"
                                + "{'Key':'c','Value':''}],'HasMoreTags':false}");
    }

    @Test
    void refusesMoreThanFifty() {
        String fifty =
                IntStream.range(0, 50)
                        .mapToObj(i -> "{'Key':'k" + i + "','Value':'v'}")
                        .collect(Collectors.joining(","));
        assertThat(tag(fifty).status()).isEqualTo(200);
        assertThat(tag("{'Key':'k0','Value':'w'}").status()).isEqualTo(200);
        assertThat(tag("{'Key':'one-more'}").error())
                .isEqualTo("LimitExceededException: Firehose clicks can have at most 50 tags");
    }

    @Test
    void refusesKeysOfTheService() {
        assertThat(tag("{'Key':'aws:x'}").error()).startsWith("ValidationException: 1 validation");
    }

    @Test
    void refusesAStreamThatIsBeingDeleted() {
        firehose.ask("DeleteDeliveryStream", "{'DeliveryStreamName':'clicks'}");
        assertThat(tag("{'Key':'a'}").error()).startsWith("ResourceInUseException: ");
    }

    private FirehoseHarness.Answer tag(String tags) {
        return firehose.call(
                "TagDeliveryStream", "{'DeliveryStreamName':'clicks','Tags':[" + tags + "]}");
    }
}
