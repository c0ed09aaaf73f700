/// Files in Hadoop's names. Nothing here opens one: writers get a stream, readers bring what opens
/// their file.
package org.apache.hadoop.fs;
