package io.hydrant.streams.api;

import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DescribeAccountSettingsRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeAccountSettingsResponse;

/// Describes an account's commitment to a minimum throughput in a region.
final class DescribeAccountSettings {
    private final DataStreams streams;
    private final AccountSettings accounts;

    DescribeAccountSettings(DataStreams streams, AccountSettings accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    DescribeAccountSettingsResponse answer(DescribeAccountSettingsRequest request, ApiCall call) {
        return DescribeAccountSettingsResponse.builder()
                .minimumThroughputBillingCommitment(
                        Commitments.described(
                                accounts.commitment(
                                        call.caller().account(), call.caller().region()),
                                streams.now()))
                .build();
    }
}
