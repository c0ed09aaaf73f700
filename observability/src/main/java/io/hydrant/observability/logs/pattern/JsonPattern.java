package io.hydrant.observability.logs.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// A condition on a message that is a JSON object or array; other messages are not wanted.
record JsonPattern(JsonCondition condition) implements FilterPattern {
    private static final int DEPTH_MAX = 64;
    private static final ObjectMapper JSON = mapper();

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder().build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build());
        return mapper;
    }

    @Override
    public boolean matches(String message) {
        String text = message.strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(text);
            return condition.holds(root);
        } catch (JsonProcessingException _) {
            return false; // not JSON, or none that anybody should read
        }
    }
}
