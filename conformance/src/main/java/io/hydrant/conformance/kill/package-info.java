/// Kills a server again and again under load and counts what arrived.
///
/// Every attempt to put a record is numbered apart. So a record that was put twice, because the
/// client never saw the first answer, is told from a record that was delivered twice.
package io.hydrant.conformance.kill;
