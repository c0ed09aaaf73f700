package io.hydrant.delivery.ledger;

/// Positions that already belong to an object, so that a restarted lane passes over them.
public final class TakenPositions {
    private final TrackProgress taken;

    TakenPositions(TrackProgress taken) {
        this.taken = taken;
    }

    /// Of a track that has delivered nothing yet.
    public static TakenPositions none() {
        return new TakenPositions(new TrackProgress(Position.START));
    }

    public boolean contains(Position position) {
        return taken.isDone(position);
    }

    /// The positions in between that are not taken.
    public PositionRanges gaps(Position from, Position to) {
        return taken.gaps(from, to);
    }

    /// These are taken as well.
    public void add(PositionRanges positions) {
        taken.markDone(positions);
    }

    /// No position at or after it is taken.
    public Position end() {
        return taken.doneEnd();
    }
}
