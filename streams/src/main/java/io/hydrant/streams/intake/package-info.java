/// The way in for records: bodies of puts are read in one pass, their records go to the shards that
/// their keys hash to, one frame a shard.
///
/// No object is made per record. The scanners take what clients usually write and give up on
/// everything else, so what is unusual or wrong is read and worded by the general path alone.
package io.hydrant.streams.intake;
