package io.hydrant.functions.runtime.process;

import java.util.List;

/// Where a function finds things, as its process sees them.
///
/// @param task its code, and its working folder
/// @param layers folders of layers; the first that has a thing wins
/// @param runtime the bootstraps
/// @param temporary where it may write
record Places(String task, List<String> layers, String runtime, String temporary) {

    /// What a language looks up in layers, in search order.
    List<String> inLayers(String folder) {
        return layers.stream().map(layer -> layer + "/" + folder).toList();
    }
}
