package io.hydrant.delivery.transform;

import io.hydrant.delivery.partition.ErrorOutput;

import java.time.Instant;

/// Why a record goes to the error output, as its line there shows it.
///
/// @param output names the folder
/// @param attempts how often it was tried
/// @param at when the last attempt ended
/// @param functionArn of the function that was to transform it; empty when none was
public record Failure(
        ErrorOutput output,
        String code,
        String message,
        int attempts,
        Instant at,
        String functionArn) {}
