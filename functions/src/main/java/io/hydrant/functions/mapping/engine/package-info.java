/// Works event source mappings: reads the shards of data streams where they lie and invokes
/// functions with their records.
///
/// ```
/// mapping ── per shard: ShardWork ── per hash of partition keys: Lane
///                 │                          gather ──▶ invoke ──▶ keep the position ──▶ ...
///                 │                                        │ ▲
///                 │                                        ▼ │ again, in halves, or given up
/// ```
///
/// [ShardWork] and [Lane] are plain objects that are stepped: [ShardRunner] owns their thread,
/// functions run on others and report back. See decision 7 for the order of shards.
package io.hydrant.functions.mapping.engine;
