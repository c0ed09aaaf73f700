package io.hydrant.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;

/// Where a command writes.
///
/// @param out what was asked for
/// @param err what went wrong, and how far a long work has come
/// @param interactive whether a person watches; if not, nothing is drawn over
/// @param colored whether colours help
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colored) {

    /// The terminal this process was started from, if any.
    ///
    /// Source: no-color.org.
    public static Terminal ofProcess(
            PrintWriter out, PrintWriter err, Map<String, String> environment) {
        Console console = System.console();
        boolean interactive =
                console != null
                        && console.isTerminal()
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean colored = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, err, interactive, colored);
    }

    /// One line of the answer.
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /// A heading: bold where that is possible.
    public void heading(String line) {
        say(colored ? "\u001b[1m" + line + "\u001b[0m" : line);
    }

    /// Begins a long work.
    ///
    /// @param task what is done, such as `accepted`
    /// @param total how many units make the whole
    public Progress progress(String task, long total) {
        return interactive
                ? new BarProgress(task, total, colored)
                : new LineProgress(err, task, total);
    }
}
