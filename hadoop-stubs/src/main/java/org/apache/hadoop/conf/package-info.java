/// Settings in Hadoop's name.
package org.apache.hadoop.conf;
