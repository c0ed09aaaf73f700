package io.hydrant.cli.command;

import io.hydrant.cli.host.ServerHost;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;

import java.util.Map;

/// What the commands find around them; tests pass their own.
///
/// @param environment the process's variables
/// @param servers starts servers in this process
/// @param pauses how time passes between two tries
public record Surroundings(
        Terminal terminal, Map<String, String> environment, ServerHost servers, Pauses pauses) {}
