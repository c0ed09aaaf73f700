/// ORC files.
package io.hydrant.formats.orc;
