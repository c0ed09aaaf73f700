package io.hydrant.cli;

import io.hydrant.cli.command.HydrantCommand;
import io.hydrant.cli.command.Surroundings;
import io.hydrant.cli.host.EmbeddedServers;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where the process begins.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.ofProcess(out, err, environment);
        Surroundings surroundings =
                new Surroundings(
                        terminal, environment, new EmbeddedServers(environment), Pauses.real());
        System.exit(HydrantCommand.commandLine(surroundings).execute(arguments));
    }
}
