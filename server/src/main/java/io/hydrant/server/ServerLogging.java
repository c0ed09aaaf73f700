package io.hydrant.server;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How a server that is a program of its own logs: one line an event on the error stream, and from
/// its libraries only what needs attention. A server inside another program leaves this to its
/// host.
public final class ServerLogging {
    /// Loggers are forgotten, with their level, when nobody holds them.
    private static final List<Logger> QUIETENED =
            List.of(
                    Logger.getLogger("org.eclipse.jetty"),
                    Logger.getLogger("software.amazon.awssdk"),
                    Logger.getLogger("org.apache"));

    /// Warns of each malformed request: a client must not fill the server's log.
    private static final Logger PARSER = Logger.getLogger("org.eclipse.jetty.http.HttpParser");

    private static final String FORMAT_PROPERTY = "java.util.logging.SimpleFormatter.format";
    private static final String FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n";

    private ServerLogging() {}

    /// To be called first of all, before anything is logged.
    public static void configure() {
        if (System.getProperty(FORMAT_PROPERTY) == null) {
            System.setProperty(FORMAT_PROPERTY, FORMAT);
        }
        QUIETENED.forEach(logger -> logger.setLevel(Level.WARNING));
        PARSER.setLevel(Level.SEVERE);
    }
}
