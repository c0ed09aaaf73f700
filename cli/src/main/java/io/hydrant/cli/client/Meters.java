package io.hydrant.cli.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the server counts, at one moment: `GET /_hydrant/metrics`.
public final class Meters {
    private static final String SERVICE = "hydrant";
    private static final String PATH = "/_hydrant/metrics";

    private final List<String> lines;

    private Meters(List<String> lines) {
        this.lines = lines;
    }

    public static Meters read(WireClient wire) {
        return of(new String(wire.request(SERVICE, "GET", PATH), StandardCharsets.UTF_8));
    }

    /// @param text in Prometheus' format
    public static Meters of(String text) {
        return new Meters(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /// The sum of all series of a metric that have a label; 0 when there is none.
    public long total(String metric, String label, String value) {
        String wanted = label + "=\"" + value + "\"";
        double total = 0;
        for (String line : lines) {
            int open = line.indexOf('{');
            int close = line.lastIndexOf('}');
            boolean labelled = open > 0 && close > open && line.substring(0, open).equals(metric);
            if (labelled && List.of(line.substring(open + 1, close).split(",")).contains(wanted)) {
                total += Double.parseDouble(line.substring(close + 1).strip().split(" ")[0]);
            }
        }
        return Math.round(total);
    }
}
