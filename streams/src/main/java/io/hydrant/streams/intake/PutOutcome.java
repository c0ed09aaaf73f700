package io.hydrant.streams.intake;

import io.hydrant.kernel.error.HydrantException;

import java.util.List;
import java.util.Optional;

/// What became of the records of a put.
public final class PutOutcome {
    private final List<Portion> portions;
    private final int[] portionOf;

    /// @param portionOf for each record the index of its portion
    PutOutcome(List<Portion> portions, int[] portionOf) {
        this.portions = List.copyOf(portions);
        this.portionOf = portionOf;
    }

    public int recordCount() {
        return portionOf.length;
    }

    public List<Portion> portions() {
        return portions;
    }

    /// The index of the portion that a record is in.
    public int portionOf(int record) {
        return portionOf[record];
    }

    public boolean isKept(int record) {
        return portions.get(portionOf[record]) instanceof Portion.Kept;
    }

    /// Why nothing was kept, when a failure is to blame.
    public Optional<HydrantException> totalFailure() {
        Optional<HydrantException> cause = Optional.empty();
        for (Portion portion : portions) {
            switch (portion) {
                case Portion.Kept _ -> {
                    return Optional.empty();
                }
                case Portion.Throttled _ -> {}
                case Portion.Failed failed ->
                        cause = cause.isPresent() ? cause : Optional.of(failed.cause());
            }
        }
        return cause;
    }
}
