/// Identifiers as AWS spells them. Each type is impossible to build wrong.
package io.hydrant.kernel.name;
