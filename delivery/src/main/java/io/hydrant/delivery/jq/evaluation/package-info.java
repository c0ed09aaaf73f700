/// Evaluates jq programs, in two ways that agree.
///
/// [FastQuery] evaluates common queries over the bytes of a record: it parses only what the query
/// names and passes over the rest, checking it. It decides nothing but success; every failure and
/// every doubt is left to [GeneralQuery], which evaluates any accepted program over a tree. Both
/// call the same functions.
///
/// The control flow is jackson-jq's; what values mean is ours, because jackson-jq adds integers
/// where jq has only doubles, knows no dates and bounds nothing. Programs are rewritten before they
/// are compiled: every operator and function becomes one of ours, every name a unique one, and
/// every place that can loop counts its steps.
package io.hydrant.delivery.jq.evaluation;
