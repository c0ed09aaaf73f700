/// Copies of objects that the engine cannot read where they lie: because they are elsewhere, or of
/// a format that it does not read as Athena does. Kept for the next statements within a limit.
package io.hydrant.query.engine.spool;
