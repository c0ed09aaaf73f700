package io.hydrant.catalog.refusal;

/// A crawler cannot do that in the state it is in.
public final class CrawlerState extends CatalogException {
    private static final long serialVersionUID = 1L;

    /// What it is doing.
    public enum Doing {
        RUNNING,
        NOT_RUNNING,
        STOPPING,
        SCHEDULED,
        NOT_SCHEDULED,
        WITHOUT_SCHEDULE
    }

    private final Doing doing;

    public CrawlerState(Doing doing, String message) {
        super(message);
        this.doing = doing;
    }

    public Doing doing() {
        return doing;
    }
}
