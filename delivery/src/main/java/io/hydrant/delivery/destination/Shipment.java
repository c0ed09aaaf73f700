package io.hydrant.delivery.destination;

import io.hydrant.delivery.destination.Uploader.UploadOutcome.Unconvertible;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An object on its way to its store. For one thread (its lane's).
///
/// ```
/// WAITING -> UPLOADING -> ARRIVED, or given up
///    ^        |  |
///    +--------+  +-> UNCONVERTIBLE, UNDELIVERABLE: another shipment takes its place
///  failed: waits until the next try is due, which may be to look for the object instead
/// ```
public final class Shipment implements AutoCloseable {
    private final Intent intent;
    private final DeliveryPlan plan;
    private final Optional<RecordStore> gathered;
    private State state = State.WAITING;
    private int failures;
    private Instant due = Instant.MIN;
    private List<String> keys = List.of();
    private Optional<Unconvertible> unconvertible = Optional.empty();
    private Instant firstFailure = Instant.MAX;
    private Optional<UploadFailure> refusal = Optional.empty();

    private enum State {
        WAITING,
        UPLOADING,
        ARRIVED,
        UNCONVERTIBLE,
        UNDELIVERABLE
    }

    /// Of records that are in the log only.
    public Shipment(Intent intent, DeliveryPlan plan) {
        this(intent, plan, Optional.empty());
    }

    /// @param gathered holds its records as well; let go of as soon as they are not needed
    public Shipment(Intent intent, DeliveryPlan plan, Optional<RecordStore> gathered) {
        this.intent = intent;
        this.plan = plan;
        this.gathered = gathered;
    }

    public Intent intent() {
        return intent;
    }

    public DeliveryPlan plan() {
        return plan;
    }

    /// Where its records were gathered, unless they are in the log only. For the upload's thread.
    public Optional<RecordStore> gathered() {
        return gathered;
    }

    public S3Sink sink() {
        return switch (intent.track()) {
            case MAIN -> plan.main();
            case BACKUP -> plan.backup().orElseThrow();
        };
    }

    public void begin() {
        state = State.UPLOADING;
    }

    /// @param uploaded the keys of its objects
    public void arrived(List<String> uploaded) {
        state = State.ARRIVED;
        keys = uploaded;
        close();
    }

    /// Nothing more will become of it.
    public void givenUp() {
        state = State.ARRIVED;
        close();
    }

    /// The keys of the objects that it became.
    public List<String> keys() {
        return keys;
    }

    public void failed(Instant now, Instant nextTry) {
        state = State.WAITING;
        firstFailure = failures == 0 ? now : firstFailure;
        failures++;
        due = nextTry;
        refusal = Optional.empty();
    }

    /// When the first try failed since the lane was opened; `Instant.MAX` if none did.
    public Instant firstFailure() {
        return firstFailure;
    }

    /// Its prefix does not let it in: what is left to do is to look whether it is there.
    ///
    /// @param last what the store said
    public void refused(UploadFailure last) {
        refusal = Optional.of(last);
        due = Instant.MIN;
    }

    /// Whether the next try only looks for the object.
    public boolean isToBeLookedFor() {
        return refusal.isPresent();
    }

    /// It is not there, and will not be.
    public void absent() {
        state = State.UNDELIVERABLE;
        close();
    }

    /// Why it can never be delivered, if so.
    public Optional<UploadFailure> undeliverable() {
        return state == State.UNDELIVERABLE ? refusal : Optional.empty();
    }

    public void failed(Unconvertible outcome) {
        state = State.UNCONVERTIBLE;
        unconvertible = Optional.of(outcome);
        close();
    }

    /// Why it can never become a file, if so.
    public Optional<Unconvertible> unconvertible() {
        return unconvertible;
    }

    /// The store answers again: no need to wait longer.
    public void retryNow() {
        due = Instant.MIN;
    }

    public boolean isUploading() {
        return state == State.UPLOADING;
    }

    public boolean hasArrived() {
        return state == State.ARRIVED;
    }

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /// When the next try may begin.
    public Instant due() {
        return due;
    }

    public int failures() {
        return failures;
    }

    /// Lets go of what was gathered. An upload that goes on takes the records from the log.
    @Override
    public void close() {
        gathered.ifPresent(RecordStore::close);
    }
}
