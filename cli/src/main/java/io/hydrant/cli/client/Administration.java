package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Hydrant's own API beside those of AWS: flush, status, explanations, delivery logs.
///
/// Its shapes are documented in `docs/reference/admin-api.md`.
public final class Administration {
    private static final String SERVICE = "hydrant";
    private static final String STREAMS = "/_hydrant/delivery-streams/";

    private final WireClient wire;

    public Administration(WireClient wire) {
        this.wire = wire;
    }

    /// Delivers what is buffered now and waits for it, at most for a time.
    public JsonNode flush(String stream, Duration timeout) {
        String query = "?timeoutSeconds=" + timeout.toSeconds();
        return wire.requestJson(
                SERVICE, "POST", STREAMS + PercentEncoding.text(stream) + "/flush" + query);
    }

    /// Where a stream stands; asked with an instant, also whether all put before it is delivered.
    public JsonNode status(String stream, Optional<Instant> deliveredBefore) {
        String query =
                deliveredBefore
                        .map(at -> "?deliveredBefore=" + PercentEncoding.text(at.toString()))
                        .orElse("");
        return wire.requestJson(
                SERVICE, "GET", STREAMS + PercentEncoding.text(stream) + "/status" + query);
    }

    /// What is known of a record beside its data.
    ///
    /// @param at when it arrives; now when empty
    /// @param partitionKey of a data stream
    /// @param answer of the stream's function, which is invoked when it is empty
    public record Sample(Optional<Instant> at, String partitionKey, Optional<byte[]> answer) {}

    /// What each stage of a stream makes of a record.
    public JsonNode explain(String stream, byte[] data, Sample sample) {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        wish.put("data", data);
        wish.put("partitionKey", sample.partitionKey());
        sample.at().ifPresent(at -> wish.put("at", at.toString()));
        sample.answer().ifPresent(answer -> wish.put("answer", answer));
        return wire.postJson(SERVICE, STREAMS + PercentEncoding.text(stream) + "/explain", wish);
    }

    /// The lines of a log group, oldest first, after the place that an earlier answer named.
    public JsonNode logs(String group, Optional<String> stream, Optional<String> after) {
        Map<String, String> query = new TreeMap<>(Map.of("group", group));
        stream.ifPresent(name -> query.put("stream", name));
        after.ifPresent(token -> query.put("after", token));
        return wire.requestJson(SERVICE, "GET", "/_hydrant/logs?" + PercentEncoding.query(query));
    }
}
