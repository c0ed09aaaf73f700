/// What the agent's `dataProcessingOptions` make of a record before it is sent.
///
/// Each conversion gives, byte for byte, what the Amazon Kinesis Agent 2.0.13 gives, its oddities
/// included: existing readers of the streams were written for them.
package io.hydrant.cli.tail.conversion;
