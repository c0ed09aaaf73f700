package io.hydrant.functions.function;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

import java.util.List;

/// A version of a function as it is kept.
///
/// @param shape as the service shows it
/// @param codeSha SHA-256 of the package, in hex
/// @param layerShas of the layers' packages, in their order
/// @param basis tells what `$LATEST` was like when the version was published; empty for `$LATEST`
public record StoredVersion(
        FunctionConfiguration shape, String codeSha, List<String> layerShas, String basis) {
    public StoredVersion {
        layerShas = List.copyOf(layerShas);
    }

    public StoredVersion with(FunctionConfiguration other) {
        return new StoredVersion(other, codeSha, layerShas, basis);
    }
}
