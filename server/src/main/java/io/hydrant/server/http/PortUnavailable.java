package io.hydrant.server.http;

import io.hydrant.kernel.error.HydrantException;

/// The port cannot be listened on. The message is one sentence that says what to do.
public final class PortUnavailable extends HydrantException {
    private static final long serialVersionUID = 1L;

    PortUnavailable(HttpSettings settings, Throwable cause) {
        super(sentence(settings, cause), cause);
    }

    private static String sentence(HttpSettings settings, Throwable cause) {
        String place = "Port " + settings.port() + " on " + settings.bind();
        if (String.valueOf(cause.getMessage()).contains("in use")) {
            return place + " is in use by another program; choose another with --port.";
        }
        return place + " cannot be opened: " + cause.getMessage() + ".";
    }
}
