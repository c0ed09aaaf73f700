/// Log groups and streams as plain files under the data folder: bounded, rotated and expired.
package io.hydrant.observability.logs;
