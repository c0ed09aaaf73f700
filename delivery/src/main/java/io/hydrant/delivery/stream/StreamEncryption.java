package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.plan.StreamId;

import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfigurationInput;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionStatus;
import software.amazon.awssdk.services.firehose.model.KeyType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server-side encryption that a user asked for: kept and described, and told in the answers of
/// puts. The log itself is not encrypted by us; data at rest is as safe as the disk it lies on.
///
///     DISABLED ──> ENABLING ──> ENABLED ──> DISABLING ──> DISABLED
///                     ↑            │
///                     └────────────┘ (change of key)
///
/// @param keyType present unless disabled
/// @param keyArn present for customer-managed keys
/// @param calls when encryption was started or stopped in the last 24 hours, oldest first
public record StreamEncryption(
        Status status, Optional<KeyType> keyType, Optional<String> keyArn, List<Instant> calls) {
    /// Starts and stops together in 24 hours. Source: Firehose API Reference.
    static final int CALLS_MAX = 25;

    public static final StreamEncryption NEVER =
            new StreamEncryption(Status.DISABLED, Optional.empty(), Optional.empty(), List.of());

    /// The states that occur here; the service's failed ones need keys that can fail.
    public enum Status {
        DISABLED,
        ENABLING,
        ENABLED,
        DISABLING
    }

    public StreamEncryption {
        calls = List.copyOf(calls);
    }

    /// The state of a new stream.
    static StreamEncryption atCreation(
            Optional<DeliveryStreamEncryptionConfigurationInput> wish, StreamId stream) {
        return wish.map(input -> NEVER.enabling(input, stream)).orElse(NEVER);
    }

    StreamEncryption start(
            DeliveryStreamEncryptionConfigurationInput wish, StreamId stream, Instant now) {
        StreamEncryption next = enabling(wish, stream);
        refuseIfMoving(stream);
        return new StreamEncryption(
                next.status(), next.keyType(), next.keyArn(), counted(stream, now));
    }

    StreamEncryption stop(StreamId stream, Instant now) {
        refuseIfMoving(stream);
        return new StreamEncryption(Status.DISABLING, keyType, keyArn, counted(stream, now));
    }

    /// The state once the server has carried the change out.
    StreamEncryption settled() {
        return switch (status) {
            case ENABLING -> new StreamEncryption(Status.ENABLED, keyType, keyArn, calls);
            case DISABLING ->
                    new StreamEncryption(
                            Status.DISABLED, Optional.empty(), Optional.empty(), calls);
            case ENABLED, DISABLED -> this;
        };
    }

    /// What the answers of puts say.
    public boolean encrypted() {
        return status == Status.ENABLED;
    }

    public DeliveryStreamEncryptionConfiguration described() {
        return DeliveryStreamEncryptionConfiguration.builder()
                .status(DeliveryStreamEncryptionStatus.fromValue(status.name()))
                .keyType(keyType.orElse(null))
                .keyARN(keyArn.orElse(null))
                .build();
    }

    private StreamEncryption enabling(
            DeliveryStreamEncryptionConfigurationInput wish, StreamId stream) {
        KeyType type = Optional.ofNullable(wish.keyType()).orElse(KeyType.AWS_OWNED_CMK);
        Optional<String> key = Optional.ofNullable(wish.keyARN());
        boolean customer = type == KeyType.CUSTOMER_MANAGED_CMK;
        refuseIf(
                customer && key.isEmpty(),
                "KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK");
        refuseIf(
                !customer && key.isPresent(),
                "KeyARN cannot be specified when KeyType is AWS_OWNED_CMK");
        refuseIf(
                key.isPresent() && !key.get().split(":", 6)[3].equals(stream.region().value()),
                "Cross-region keys are not allowed for SSE. Please provide CMKs in the same region"
                        + " as firehose");
        return new StreamEncryption(Status.ENABLING, Optional.of(type), key, calls);
    }

    private void refuseIfMoving(StreamId stream) {
        if (status == Status.ENABLING || status == Status.DISABLING) {
            throw new StreamInUse(stream, "is changing its encryption: " + status);
        }
    }

    private List<Instant> counted(StreamId stream, Instant now) {
        Instant dayAgo = now.minus(Duration.ofHours(24));
        List<Instant> recent = new ArrayList<>(calls);
        recent.removeIf(call -> !call.isAfter(dayAgo));
        if (recent.size() >= CALLS_MAX) {
            throw new StreamLimitExceeded(
                    stream, "has changed its encryption " + CALLS_MAX + " times in 24 hours");
        }
        recent.add(now);
        return recent;
    }
}
