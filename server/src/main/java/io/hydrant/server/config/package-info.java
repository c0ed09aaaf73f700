/// What an operator can set. Read once at start, from a file, the environment and the command line,
/// into nested records that are impossible to build wrong.
///
/// [ConfigKeys] is the only list of keys; `docs/reference/configuration.md` is checked against it.
package io.hydrant.server.config;
