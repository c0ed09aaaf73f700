package example.taxi;

/// Trips that the delivery stream did not take.
public final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotTaken(String message) {
        super(message);
    }
}
