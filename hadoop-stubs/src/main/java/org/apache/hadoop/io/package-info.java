/// Values in Hadoop's names, of which ORC's writer keeps its statistics.
package org.apache.hadoop.io;
