/// Tables and their versions.
package io.hydrant.catalog.table;
