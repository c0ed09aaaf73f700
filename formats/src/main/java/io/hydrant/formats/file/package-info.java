/// What all columnar files have in common.
package io.hydrant.formats.file;
