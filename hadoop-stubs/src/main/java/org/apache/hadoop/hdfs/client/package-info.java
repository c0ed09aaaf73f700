/// Streams into HDFS, which there are none of.
package org.apache.hadoop.hdfs.client;
