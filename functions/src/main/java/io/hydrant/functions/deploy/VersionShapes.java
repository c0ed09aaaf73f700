package io.hydrant.functions.deploy;

import io.hydrant.functions.code.StoredCode;
import io.hydrant.functions.function.StoredVersion;
import io.hydrant.functions.function.Timestamps;
import io.hydrant.functions.layer.StoredLayerVersion;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// What deployments write into the shapes of versions.
final class VersionShapes {
    private VersionShapes() {}

    /// Tells whether `$LATEST` is still as it was, whatever its revision.
    static String basis(StoredVersion latest) {
        FunctionConfiguration bare =
                latest.shape().toBuilder().revisionId("").lastModified("").build();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Codec.write(bare)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static FunctionConfiguration stamped(FunctionConfiguration shape, Instant now) {
        return shape.toBuilder()
                .revisionId(UUID.randomUUID().toString())
                .lastModified(Timestamps.text(now))
                .build();
    }

    static FunctionConfiguration withCode(FunctionConfiguration shape, StoredCode code) {
        return shape.toBuilder().codeSha256(code.shaBase64()).codeSize(code.packedBytes()).build();
    }

    static FunctionConfiguration withLayers(
            FunctionConfiguration shape, List<StoredLayerVersion> layers) {
        if (layers.isEmpty()) {
            return shape.toBuilder().layers((Collection<Layer>) null).build();
        }
        return shape.toBuilder()
                .layers(
                        layers.stream()
                                .map(
                                        layer ->
                                                Layer.builder()
                                                        .arn(layer.shape().layerVersionArn())
                                                        .codeSize(layer.code().packedBytes())
                                                        .build())
                                .toList())
                .build();
    }

    static List<String> shas(List<StoredLayerVersion> layers) {
        return layers.stream().map(layer -> layer.code().sha()).toList();
    }
}
