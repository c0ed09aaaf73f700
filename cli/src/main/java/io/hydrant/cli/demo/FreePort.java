package io.hydrant.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether a port can be had.
public final class FreePort {
    private FreePort() {}

    /// The wanted port if nobody listens there, else 0: any free one.
    public static int orAny(int wanted) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (IOException _) {
            // Busy: that is the answer, not a failure.
            return 0;
        }
    }
}
