/// A server as a child process that can be started, asked to stop and killed.
package io.hydrant.conformance.process;
