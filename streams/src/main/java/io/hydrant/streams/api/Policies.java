package io.hydrant.streams.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.hydrant.streams.shard.InvalidStreamArgument;

/// What resource policies must be.
final class Policies {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Policies() {}

    /// @throws InvalidStreamArgument when the policy is no JSON object
    static String requireJson(String policy) {
        try {
            if (JSON.readTree(policy).isObject()) {
                return policy;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidStreamArgument("Policy is not valid JSON: " + e.getOriginalMessage());
        }
        throw new InvalidStreamArgument("Policy is not a JSON object.");
    }
}
