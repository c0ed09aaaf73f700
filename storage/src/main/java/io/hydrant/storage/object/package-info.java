/// What every object store promises, whoever runs it.
package io.hydrant.storage.object;
