package io.hydrant.cli.command;

import io.hydrant.cli.host.ServerHost;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/// What became of a command line: exit code and both outputs, as a pipe would see them.
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(ServerHost servers, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false);
        Surroundings surroundings = new Surroundings(terminal, environment, servers, _ -> {});
        int exitCode = HydrantCommand.commandLine(surroundings).execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /// Without any server.
    static CommandRun of(String... arguments) {
        return of(
                _ -> {
                    throw new CommandFailed("port 4566 is in use by another process");
                },
                Map.of(),
                arguments);
    }

    /// Against a server that runs.
    static CommandRun against(FakeHydrant server, String... arguments) {
        return of(server, Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()), arguments);
    }
}
