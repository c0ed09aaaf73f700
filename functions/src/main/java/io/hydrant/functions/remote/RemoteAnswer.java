package io.hydrant.functions.remote;

import io.hydrant.functions.runtime.InvocationOutcome;

/// What became of an invocation elsewhere.
///
/// @param version that ran, as far as it is known: a number or `$LATEST`
public record RemoteAnswer(InvocationOutcome outcome, String version) {}
