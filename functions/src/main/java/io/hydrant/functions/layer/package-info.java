/// Layers: packages that several functions share, in numbered versions that never change.
package io.hydrant.functions.layer;
