/// The filter patterns of CloudWatch Logs: terms, JSON and space-delimited patterns, expressions.
///
/// A pattern is parsed once and then tested against any number of messages, each in time that grows
/// with its length: patterns and messages are both from anybody.
///
/// Source: CloudWatch Logs User Guide, "Filter pattern syntax".
package io.hydrant.observability.logs.pattern;
