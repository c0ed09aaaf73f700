package io.hydrant.delivery.stream;

/// A configuration breaks a rule of the service, or asks for what this version cannot do.
public final class InvalidConfiguration extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    public InvalidConfiguration(String message) {
        super(message);
    }

    static void refuseIf(boolean broken, String message) {
        if (broken) {
            throw new InvalidConfiguration(message);
        }
    }

    /// A valid wish that this version cannot fulfil; it is refused rather than ignored.
    ///
    /// @param wish what was asked for, such as `Processor type Lambda`
    /// @param instead what there is
    static InvalidConfiguration unsupported(String wish, String instead) {
        return new InvalidConfiguration(
                wish + " is not supported by this version of Hydrant: " + instead);
    }
}
