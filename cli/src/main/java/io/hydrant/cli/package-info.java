/// The `hydrant` command.
package io.hydrant.cli;
