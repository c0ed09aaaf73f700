/// Events: invocations that nobody waits for, kept durably until they succeed or are given up.
package io.hydrant.functions.event;
