/// Functions and event source mappings of a server, deployed as a user would.
package io.hydrant.conformance.function;
