package io.hydrant.functions.mapping;

/// How an event source mapping stands.
///
/// ```
/// CREATING ──┬──▶ ENABLED ───▶ DISABLING ──▶ DISABLED ──▶ ENABLING ──▶ ENABLED
///            └──▶ DISABLED
/// ENABLED, DISABLED ──▶ UPDATING ──▶ as before
/// ENABLED, DISABLED ──▶ DELETING ──▶ gone
/// ```
///
/// What users ask for leads into a state that ends by itself; until then nothing else can be asked.
public enum MappingState {
    CREATING("Creating"),
    ENABLING("Enabling"),
    ENABLED("Enabled"),
    UPDATING("Updating"),
    DISABLING("Disabling"),
    DISABLED("Disabled"),
    DELETING("Deleting");

    private final String shown;

    MappingState(String shown) {
        this.shown = shown;
    }

    /// As the service writes it.
    public String shown() {
        return shown;
    }

    /// Whether it stays so until somebody asks for something.
    public boolean isSettled() {
        return this == ENABLED || this == DISABLED;
    }

    /// Where an update leads to.
    ///
    /// @param before whether it works until then
    /// @param after whether it is to work
    static MappingState onUpdate(boolean before, boolean after) {
        if (before == after) {
            return UPDATING;
        }
        return after ? ENABLING : DISABLING;
    }

    /// What remains once what was asked for is done.
    static MappingState settled(boolean enabled) {
        return enabled ? ENABLED : DISABLED;
    }
}
