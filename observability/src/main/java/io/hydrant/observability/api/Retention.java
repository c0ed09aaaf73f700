package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;

import java.util.List;
import java.util.OptionalInt;

/// How long the events of a group are kept.
final class Retention {
    private static final List<Integer> DAYS =
            List.of(
                    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,
                    2557, 2922, 3288, 3653);

    private final LogStore store;

    Retention(LogStore store) {
        this.store = store;
    }

    PutRetentionPolicyResponse put(PutRetentionPolicyRequest request, ApiCall call) {
        int days = request.retentionInDays();
        if (!DAYS.contains(days)) {
            throw new InvalidParameter(
                    ("1 validation error detected: Value '%d' at 'retentionInDays' failed to"
                                    + " satisfy constraint: Member must satisfy enum value set: %s")
                            .formatted(days, DAYS));
        }
        store.group(GroupReference.named(call, request.logGroupName()))
                .setRetention(OptionalInt.of(days));
        return PutRetentionPolicyResponse.builder().build();
    }

    DeleteRetentionPolicyResponse delete(DeleteRetentionPolicyRequest request, ApiCall call) {
        store.group(GroupReference.named(call, request.logGroupName()))
                .setRetention(OptionalInt.empty());
        return DeleteRetentionPolicyResponse.builder().build();
    }
}
