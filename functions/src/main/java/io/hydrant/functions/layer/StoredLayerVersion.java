package io.hydrant.functions.layer;

import io.hydrant.functions.code.StoredCode;

import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;

/// A version of a layer as it is kept.
///
/// @param shape as listings show it
public record StoredLayerVersion(LayerName layer, LayerVersionsListItem shape, StoredCode code) {
    public long number() {
        return shape.version();
    }
}
