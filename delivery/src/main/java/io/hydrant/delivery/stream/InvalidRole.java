package io.hydrant.delivery.stream;

/// The role that reads a conversion's schema is not the ARN of a role. The service tells it apart
/// from all other mistakes and before them.
public final class InvalidRole extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    public InvalidRole(String role) {
        super("not the ARN of a role: " + role);
    }
}
