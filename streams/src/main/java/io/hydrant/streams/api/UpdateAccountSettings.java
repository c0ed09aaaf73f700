package io.hydrant.streams.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.BillingCommitment;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UpdateAccountSettingsRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateAccountSettingsResponse;

/// Makes or ends an account's commitment to a minimum throughput in a region. It lasts at least 24
/// hours.
final class UpdateAccountSettings {
    private final DataStreams streams;
    private final AccountSettings accounts;

    UpdateAccountSettings(DataStreams streams, AccountSettings accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    UpdateAccountSettingsResponse answer(UpdateAccountSettingsRequest request, ApiCall call) {
        AccountId account = call.caller().account();
        Region region = call.caller().region();
        BillingCommitment commitment =
                switch (request.minimumThroughputBillingCommitment().status()) {
                    case ENABLED -> accounts.enableCommitment(account, region);
                    case DISABLED -> accounts.disableCommitment(account, region);
                    case UNKNOWN_TO_SDK_VERSION ->
                            throw new InvalidStreamArgument(
                                    "Status must be ENABLED or DISABLED but was "
                                            + request.minimumThroughputBillingCommitment()
                                                    .statusAsString());
                };
        return UpdateAccountSettingsResponse.builder()
                .minimumThroughputBillingCommitment(
                        Commitments.described(commitment, streams.now()))
                .build();
    }
}
