package io.hydrant.delivery.stream;

import java.util.List;

/// The account has as many delivery streams in the region as it may have.
public final class StreamQuotaExceeded extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final int streamsMax;
    private final transient List<String> names;

    public StreamQuotaExceeded(int streamsMax, List<String> names) {
        super("there are " + names.size() + " delivery streams of at most " + streamsMax);
        this.streamsMax = streamsMax;
        this.names = List.copyOf(names);
    }

    public int streamsMax() {
        return streamsMax;
    }

    public List<String> names() {
        return names;
    }
}
