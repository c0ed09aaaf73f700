/// The version that libraries ask Hadoop for.
package org.apache.hadoop.util;
