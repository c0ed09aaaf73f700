package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.layer.LayerName;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.layer.StoredLayerVersion;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.wire.rest.RestCall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Layers as functions name them: by the ARNs of their versions.
final class FunctionLayers {
    private static final int COUNT_MAX = 5;

    private final Layers layers;

    FunctionLayers(Layers layers) {
        this.layers = layers;
    }

    /// @throws InvalidParameter naming an ARN that no layer version here has
    List<StoredLayerVersion> find(List<String> arns, RestCall call) {
        if (arns.size() > COUNT_MAX) {
            throw new InvalidParameter(
                    "Cannot reference more than 5 layers. Layers referenced: " + arns);
        }
        List<StoredLayerVersion> found = new ArrayList<>();
        Set<LayerName> names = new HashSet<>();
        for (String arn : arns) {
            StoredLayerVersion version =
                    version(arn, Calls.home(call))
                            .orElseThrow(
                                    () ->
                                            new InvalidParameter(
                                                    "Layer version " + arn + " does not exist."));
            if (!names.add(version.layer())) {
                throw new InvalidParameter(
                        "Two different versions of the same layer are not allowed to be referenced"
                                + " in the same function. "
                                + version.layer().arn());
            }
            found.add(version);
        }
        return found;
    }

    /// Empty for what lies elsewhere or is not there.
    Optional<StoredLayerVersion> version(String arn, Home home) {
        String[] parts = arn.split(":", -1);
        boolean here =
                parts.length == 8
                        && parts[3].equals(home.region().value())
                        && parts[4].equals(home.account().value())
                        && parts[7].length() <= 18;
        return here
                ? layers.find(
                        new LayerName(home.account(), home.region(), parts[6]),
                        Long.parseLong(parts[7]))
                : Optional.empty();
    }
}
