/// Invocations: which version is meant, and what a runner makes of it.
package io.hydrant.functions.invoke;
