package io.hydrant.delivery.plan;

/// The log group and stream that delivery errors of a sink go to.
public record LogTarget(String group, String stream) {}
