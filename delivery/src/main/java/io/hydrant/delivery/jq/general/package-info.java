/// Evaluates any accepted jq program over a tree of the record.
///
/// The control flow is jackson-jq's; what values mean is ours, because jackson-jq adds integers
/// where jq has only doubles, knows no dates and bounds nothing. Programs are rewritten before they
/// are compiled: every operator and function becomes one of ours, every name a unique one, and
/// every place that can loop counts its steps.
package io.hydrant.delivery.jq.general;
