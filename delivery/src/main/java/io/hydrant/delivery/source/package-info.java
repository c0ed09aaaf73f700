/// Where a lane's records come from: the delivery stream's own partition of the log, or a shard of
/// a data stream.
///
/// A source is a log to be read in order and what is known of it: where to begin, what has expired,
/// whether more will come. Nothing here starts a thread or writes anything but what a lane tells
/// it.
package io.hydrant.delivery.source;
