/// What each stage of a record's way costs, measured by JMH.
///
/// The build compiles these and runs none: `docs/benchmarks.md` tells how. A benchmark calls what
/// the server calls, with data like that of a real load, and nothing else.
package io.hydrant.benchmarks;
