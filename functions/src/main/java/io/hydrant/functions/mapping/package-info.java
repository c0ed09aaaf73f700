/// Event source mappings: which function is invoked with the records of which data stream, and how.
package io.hydrant.functions.mapping;
