/// Shows what delivery would make of a sample record, stage by stage.
///
/// The stages are run by the parts that lanes are made of, over a log in memory and a store that
/// only remembers: nothing of a stream changes, nothing is counted or logged, and what is shown is
/// what would be delivered. Nothing here reads a clock: all happens at the record's arrival.
package io.hydrant.delivery.explain;
