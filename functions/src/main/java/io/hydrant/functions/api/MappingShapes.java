package io.hydrant.functions.api;

import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.OnFailure;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

import java.util.List;
import java.util.Optional;

/// Configurations of event source mappings out of requests, with defaults.
final class MappingShapes {
    private static final int BATCH_SIZE = 100;
    private static final int UNLIMITED = -1;

    private MappingShapes() {}

    /// What a creation says beside what cannot be changed later.
    static UpdateEventSourceMappingRequest changes(CreateEventSourceMappingRequest request) {
        UpdateEventSourceMappingRequest.Builder changes =
                UpdateEventSourceMappingRequest.builder()
                        .functionName(request.functionName())
                        .enabled(request.enabled())
                        .batchSize(request.batchSize())
                        .filterCriteria(request.filterCriteria())
                        .maximumBatchingWindowInSeconds(request.maximumBatchingWindowInSeconds())
                        .destinationConfig(request.destinationConfig())
                        .maximumRecordAgeInSeconds(request.maximumRecordAgeInSeconds())
                        .bisectBatchOnFunctionError(request.bisectBatchOnFunctionError())
                        .maximumRetryAttempts(request.maximumRetryAttempts())
                        .parallelizationFactor(request.parallelizationFactor())
                        .sourceAccessConfigurations(request.sourceAccessConfigurations())
                        .tumblingWindowInSeconds(request.tumblingWindowInSeconds())
                        .scalingConfig(request.scalingConfig())
                        .amazonManagedKafkaEventSourceConfig(
                                request.amazonManagedKafkaEventSourceConfig())
                        .selfManagedKafkaEventSourceConfig(
                                request.selfManagedKafkaEventSourceConfig())
                        .documentDBEventSourceConfig(request.documentDBEventSourceConfig())
                        .kmsKeyArn(request.kmsKeyArn())
                        .metricsConfig(request.metricsConfig())
                        .loggingConfig(request.loggingConfig())
                        .provisionedPollerConfig(request.provisionedPollerConfig());
        if (request.hasFunctionResponseTypes()) {
            changes.functionResponseTypesWithStrings(request.functionResponseTypesAsStrings());
        }
        return changes.build();
    }

    /// A new mapping before anything is said of it but where it begins.
    static EventSourceMappingConfiguration fresh(CreateEventSourceMappingRequest request) {
        return EventSourceMappingConfiguration.builder()
                .eventSourceArn(request.eventSourceArn())
                .startingPosition(request.startingPositionAsString())
                .startingPositionTimestamp(request.startingPositionTimestamp())
                .batchSize(BATCH_SIZE)
                .maximumBatchingWindowInSeconds(0)
                .parallelizationFactor(1)
                .maximumRecordAgeInSeconds(UNLIMITED)
                .maximumRetryAttempts(UNLIMITED)
                .bisectBatchOnFunctionError(false)
                .tumblingWindowInSeconds(0)
                .functionResponseTypes(List.of())
                .destinationConfig(noDestination())
                .build();
    }

    /// Members that are not there stay as they are.
    static EventSourceMappingConfiguration changed(
            EventSourceMappingConfiguration before, UpdateEventSourceMappingRequest request) {
        EventSourceMappingConfiguration.Builder next = before.toBuilder();
        Optional.ofNullable(request.batchSize()).ifPresent(next::batchSize);
        Optional.ofNullable(request.maximumBatchingWindowInSeconds())
                .ifPresent(next::maximumBatchingWindowInSeconds);
        Optional.ofNullable(request.parallelizationFactor()).ifPresent(next::parallelizationFactor);
        Optional.ofNullable(request.maximumRecordAgeInSeconds())
                .ifPresent(next::maximumRecordAgeInSeconds);
        Optional.ofNullable(request.maximumRetryAttempts()).ifPresent(next::maximumRetryAttempts);
        Optional.ofNullable(request.bisectBatchOnFunctionError())
                .ifPresent(next::bisectBatchOnFunctionError);
        Optional.ofNullable(request.tumblingWindowInSeconds())
                .ifPresent(next::tumblingWindowInSeconds);
        Optional.ofNullable(request.metricsConfig()).ifPresent(next::metricsConfig);
        Optional.ofNullable(request.loggingConfig()).ifPresent(next::loggingConfig);
        if (request.hasFunctionResponseTypes()) {
            next.functionResponseTypesWithStrings(request.functionResponseTypesAsStrings());
        }
        Optional.ofNullable(request.kmsKeyArn())
                .ifPresent(arn -> next.kmsKeyArn(Calls.text(arn).orElse(null)));
        Optional.ofNullable(request.filterCriteria())
                .ifPresent(criteria -> next.filterCriteria(shown(criteria)));
        Optional.ofNullable(request.destinationConfig())
                .ifPresent(destinations -> next.destinationConfig(shown(destinations)));
        return next.build();
    }

    /// No filters are shown as none at all: null.
    private static FilterCriteria shown(FilterCriteria criteria) {
        return criteria.filters().isEmpty() ? null : criteria;
    }

    private static DestinationConfig shown(DestinationConfig destinations) {
        return Optional.ofNullable(destinations.onFailure())
                .map(OnFailure::destination)
                .flatMap(Calls::text)
                .map(
                        arn ->
                                DestinationConfig.builder()
                                        .onFailure(OnFailure.builder().destination(arn).build())
                                        .build())
                .orElse(noDestination());
    }

    private static DestinationConfig noDestination() {
        return DestinationConfig.builder().onFailure(OnFailure.builder().build()).build();
    }
}
