package io.hydrant.functions.mapping;

import io.hydrant.functions.mapping.Mapping.Start;

import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.OnFailure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes of mappings as they are kept what is worked.
final class MappingForms {
    private static final int UNLIMITED = -1;

    private MappingForms() {}

    static Mapping mapping(StoredMapping stored) {
        EventSource source = EventSource.parse(stored.shape().eventSourceArn());
        return new Mapping(
                stored.uuid(),
                source.stream(),
                source.consumerArn(),
                start(stored),
                stored.invoker(),
                settings(stored.shape()));
    }

    private static Start start(StoredMapping stored) {
        EventSourcePosition position = stored.shape().startingPosition();
        return switch (position) {
            case TRIM_HORIZON -> new Start.TrimHorizon();
            case LATEST -> new Start.Latest(stored.created());
            case AT_TIMESTAMP -> new Start.AtTimestamp(stored.shape().startingPositionTimestamp());
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException(
                            stored.uuid() + " is to start at an unknown position");
        };
    }

    private static MappingSettings settings(EventSourceMappingConfiguration shape) {
        int retries = shape.maximumRetryAttempts();
        int ageSeconds = shape.maximumRecordAgeInSeconds();
        return new MappingSettings(
                shape.functionArn(),
                shape.batchSize(),
                Duration.ofSeconds(shape.maximumBatchingWindowInSeconds()),
                shape.parallelizationFactor(),
                retries == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(retries),
                ageSeconds == UNLIMITED
                        ? Optional.empty()
                        : Optional.of(Duration.ofSeconds(ageSeconds)),
                shape.bisectBatchOnFunctionError(),
                shape.functionResponseTypes()
                        .contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES),
                Optional.ofNullable(shape.destinationConfig())
                        .map(DestinationConfig::onFailure)
                        .map(OnFailure::destination)
                        .filter(arn -> !arn.isEmpty()),
                patterns(shape));
    }

    private static List<String> patterns(EventSourceMappingConfiguration shape) {
        return Optional.ofNullable(shape.filterCriteria())
                .map(FilterCriteria::filters)
                .orElse(List.of())
                .stream()
                .map(Filter::pattern)
                .toList();
    }
}
