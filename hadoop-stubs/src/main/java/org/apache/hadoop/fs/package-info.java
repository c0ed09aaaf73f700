/// Files in Hadoop's names. Nothing here opens one: writers get a stream.
package org.apache.hadoop.fs;
