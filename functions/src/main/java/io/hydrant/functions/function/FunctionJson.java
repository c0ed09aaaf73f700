package io.hydrant.functions.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What rows of functions and versions hold, as JSON; shapes are as the service's protocol writes
/// them:
///
/// ```
/// {"format":1, "id":"...", "nextVersion":3, "reserved":5, "latest":VERSION,
///  "aliases":{"prod":{...}}, "eventConfigs":{"$LATEST":{...}},
///  "policies":{"$LATEST":{"revision":"...","statements":{"sid":"{...}"}}}}
/// VERSION = {"format":1, "shape":{...}, "code":"sha", "layers":["sha"], "basis":"sha"}
/// ```
final class FunctionJson {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FunctionJson() {}

    static String write(StoredFunction function) {
        FunctionSettings settings = function.settings();
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("id", function.id());
        root.put("nextVersion", settings.nextVersion());
        settings.reserved().ifPresent(count -> root.put("reserved", count));
        root.set("latest", version(function.latest()));
        ObjectNode aliases = root.putObject("aliases");
        settings.aliases().forEach((name, alias) -> aliases.set(name, shape(alias)));
        ObjectNode configs = root.putObject("eventConfigs");
        settings.eventConfigs().forEach((name, config) -> configs.set(name, shape(config)));
        ObjectNode policies = root.putObject("policies");
        settings.policies().forEach((name, policy) -> policies.set(name, policy(policy)));
        return root.toString();
    }

    static String write(StoredVersion version) {
        return version(version).toString();
    }

    static StoredFunction function(Resource row, SortedMap<Long, StoredVersion> published) {
        JsonNode root = parse(row);
        FunctionSettings settings =
                new FunctionSettings(
                        root.required("nextVersion").asLong(),
                        Optional.ofNullable(root.get("reserved")).map(JsonNode::asInt),
                        row.content().tags(),
                        aliases(root.required("aliases")),
                        policies(root.required("policies")),
                        eventConfigs(root.required("eventConfigs")));
        return new StoredFunction(
                new FunctionName(row.key().account(), row.key().region(), row.name()),
                root.required("id").asText(),
                row.revision(),
                version(root.required("latest")),
                published,
                settings);
    }

    static StoredVersion version(Resource row) {
        return version(parse(row));
    }

    private static ObjectNode version(StoredVersion version) {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.set("shape", shape(version.shape()));
        node.put("code", version.codeSha());
        ArrayNode layers = node.putArray("layers");
        version.layerShas().forEach(layers::add);
        node.put("basis", version.basis());
        return node;
    }

    private static StoredVersion version(JsonNode node) {
        List<String> layers = new ArrayList<>();
        node.required("layers").forEach(sha -> layers.add(sha.asText()));
        return new StoredVersion(
                shape(node.required("shape"), FunctionConfiguration.builder()),
                node.required("code").asText(),
                layers,
                node.required("basis").asText());
    }

    private static ObjectNode policy(ResourcePolicy policy) {
        ObjectNode node = JSON.createObjectNode();
        node.put("revision", policy.revision());
        ObjectNode statements = node.putObject("statements");
        policy.statements().forEach(statements::put);
        return node;
    }

    private static SortedMap<String, AliasConfiguration> aliases(JsonNode node) {
        SortedMap<String, AliasConfiguration> found = new TreeMap<>();
        node.properties()
                .forEach(
                        one ->
                                found.put(
                                        one.getKey(),
                                        shape(one.getValue(), AliasConfiguration.builder())));
        return found;
    }

    private static SortedMap<String, FunctionEventInvokeConfig> eventConfigs(JsonNode node) {
        SortedMap<String, FunctionEventInvokeConfig> found = new TreeMap<>();
        node.properties()
                .forEach(
                        one ->
                                found.put(
                                        one.getKey(),
                                        shape(
                                                one.getValue(),
                                                FunctionEventInvokeConfig.builder())));
        return found;
    }

    private static SortedMap<String, ResourcePolicy> policies(JsonNode node) {
        SortedMap<String, ResourcePolicy> found = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : node.properties()) {
            Map<String, String> statements = new LinkedHashMap<>();
            one.getValue()
                    .required("statements")
                    .properties()
                    .forEach(pair -> statements.put(pair.getKey(), pair.getValue().asText()));
            String revision = one.getValue().required("revision").asText();
            found.put(one.getKey(), new ResourcePolicy(revision, statements));
        }
        return found;
    }

    private static JsonNode parse(Resource row) {
        JsonNode root = parse(row.body().getBytes(StandardCharsets.UTF_8));
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    row.key() + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        return root;
    }

    private static JsonNode shape(SdkPojo shape) {
        return parse(Codec.write(shape));
    }

    private static <I extends SdkPojo> I shape(JsonNode node, SdkBuilder<?, I> builder) {
        byte[] bytes = node.toString().getBytes(StandardCharsets.UTF_8);
        return Codec.read(bytes, bytes.length, builder);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
