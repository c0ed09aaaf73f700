/// The agent's configuration, as people have it on their machines: read, checked and explained.
///
/// Every key is honoured, or noted as without effect, or refused by name; nothing is left out
/// silently.
package io.hydrant.cli.tail.agent;
