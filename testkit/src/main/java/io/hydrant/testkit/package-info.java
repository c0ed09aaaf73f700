/// What tests pass in instead of the world: a clock that moves when told, counters that can be
/// read.
package io.hydrant.testkit;
