package io.hydrant.delivery.jq.evaluation;

/// The fast way cannot decide; the general way must.
final class Doubt extends RuntimeException {
    static final Doubt DOUBT = new Doubt();

    private static final long serialVersionUID = 1;

    private Doubt() {
        super(null, null, false, false);
    }
}
