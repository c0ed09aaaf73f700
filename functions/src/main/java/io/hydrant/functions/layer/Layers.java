package io.hydrant.functions.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.functions.code.StoredCode;
import io.hydrant.functions.function.Timestamps;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/// All layers, in memory and in the store. Safe for use by many threads.
///
/// A row per layer counts its versions, so that a number is never given twice; a row per version
/// holds `{"format":1,"shape":{...},"sha":"...","packed":1,"unpacked":2}`.
public final class Layers {
    private static final String LAYER = "lambda.layer";
    private static final String VERSION = "lambda.layer.version";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentHashMap<LayerName, NavigableMap<Long, StoredLayerVersion>> layers =
            new ConcurrentHashMap<>();
    private final ResourceStore store;
    private final InstantSource clock;

    private Layers(ResourceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public static Layers open(ResourceStore store, InstantSource clock) {
        Layers layers = new Layers(store, clock);
        for (ResourceKey key : store.keys(VERSION)) {
            store.find(key).map(Layers::read).ifPresent(layers::remember);
        }
        return layers;
    }

    private void remember(StoredLayerVersion version) {
        layers.computeIfAbsent(version.layer(), _ -> new ConcurrentSkipListMap<>())
                .put(version.number(), version);
    }

    /// Adds the next version.
    ///
    /// @param described without what the number decides
    public StoredLayerVersion publish(
            LayerName layer, LayerVersionsListItem described, StoredCode code) {
        turn.lock();
        try {
            ResourceKey key = key(layer);
            Optional<Resource> row = store.find(key);
            long number = row.map(Layers::count).orElse(0L) + 1;
            ResourceContent count = ResourceContent.of("{\"versions\":" + number + "}");
            StoredLayerVersion version =
                    new StoredLayerVersion(
                            layer,
                            described.toBuilder()
                                    .version(number)
                                    .layerVersionArn(layer.arn(number))
                                    .createdDate(now())
                                    .build(),
                            code);
            store.apply(
                    List.of(
                            row.<ResourceChange>map(
                                            known ->
                                                    new ResourceChange.Update(
                                                            key, known.revision(), count))
                                    .orElseGet(() -> new ResourceChange.Create(key, count)),
                            new ResourceChange.Create(key(layer, number), content(version))));
            remember(version);
            return version;
        } finally {
            turn.unlock();
        }
    }

    /// As the service writes dates of layers.
    private String now() {
        return Timestamps.text(clock.instant());
    }

    public Optional<StoredLayerVersion> find(LayerName layer, long number) {
        return Optional.ofNullable(layers.getOrDefault(layer, new TreeMap<>()).get(number));
    }

    /// Newest first.
    public List<StoredLayerVersion> versions(LayerName layer) {
        return List.copyOf(
                new ArrayList<>(layers.getOrDefault(layer, new TreeMap<>()).values()).reversed());
    }

    /// Names of layers that have versions, in order.
    public List<LayerName> names(AccountId account, Region region) {
        return layers.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey())
                .filter(name -> name.account().equals(account) && name.region().equals(region))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    public List<StoredLayerVersion> all() {
        return layers.values().stream().flatMap(some -> some.values().stream()).toList();
    }

    /// Removes a version; nothing happens when there is none. Functions that have it keep it.
    public void delete(LayerName layer, long number) {
        turn.lock();
        try {
            if (find(layer, number).isPresent()) {
                store.apply(List.of(new ResourceChange.Discard(key(layer, number))));
                layers.get(layer).remove(number);
            }
        } finally {
            turn.unlock();
        }
    }

    private static ResourceKey key(LayerName layer) {
        return new ResourceKey(LAYER, layer.account(), layer.region(), layer.name());
    }

    private static ResourceKey key(LayerName layer, long number) {
        return new ResourceKey(
                VERSION,
                layer.account(),
                layer.region(),
                "%s/%019d".formatted(layer.name(), number));
    }

    private static ResourceContent content(StoredLayerVersion version) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.set("shape", parse(Codec.write(version.shape())));
        root.put("sha", version.code().sha());
        root.put("packed", version.code().packedBytes());
        root.put("unpacked", version.code().unpackedBytes());
        return ResourceContent.of(root.toString());
    }

    private static StoredLayerVersion read(Resource row) {
        JsonNode root = parse(row.body().getBytes(StandardCharsets.UTF_8));
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    row.key() + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        byte[] shape = root.required("shape").toString().getBytes(StandardCharsets.UTF_8);
        String name = row.name().substring(0, row.name().indexOf('/'));
        return new StoredLayerVersion(
                new LayerName(row.key().account(), row.key().region(), name),
                Codec.read(shape, shape.length, LayerVersionsListItem.builder()),
                new StoredCode(
                        root.required("sha").asText(),
                        root.required("packed").asLong(),
                        root.required("unpacked").asLong()));
    }

    private static long count(Resource row) {
        return parse(row.body().getBytes(StandardCharsets.UTF_8)).required("versions").asLong();
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
