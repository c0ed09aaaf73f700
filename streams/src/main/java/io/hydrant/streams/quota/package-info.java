/// How much may be asked for in a time: calls to the control plane, records and bytes of a shard.
///
/// Nothing here waits or starts a thread; callers are told that it is too much. The clock is passed
/// in, so that every limit is tested without waiting.
package io.hydrant.streams.quota;
