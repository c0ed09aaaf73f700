package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// How the service describes processors: defaults filled in, parameters in its own order.
///
/// Source: captures of DescribeDeliveryStream.
final class ProcessingDescriptions {
    private ProcessingDescriptions() {}

    /// @param roleArn the destination's role, which calls functions unless another is named
    static ProcessingConfiguration of(Optional<ProcessingConfiguration> given, String roleArn) {
        List<Processor> processors =
                given.map(ProcessingConfiguration::processors).orElse(List.of()).stream()
                        .map(processor -> described(processor, roleArn))
                        .toList();
        return ProcessingConfiguration.builder()
                .enabled(given.map(ProcessingConfiguration::enabled).orElse(false))
                .processors(processors)
                .build();
    }

    /// The value of a processor's parameter.
    static Optional<String> parameter(Processor processor, ProcessorParameterName name) {
        return processor.parameters().stream()
                .filter(parameter -> parameter.parameterName() == name)
                .map(ProcessorParameter::parameterValue)
                .findFirst();
    }

    private static Processor described(Processor given, String roleArn) {
        return switch (given.type()) {
            case LAMBDA -> lambda(given, roleArn);
            case APPEND_DELIMITER_TO_RECORD -> with(given.type(), List.of());
            case CLOUD_WATCH_LOG_PROCESSING ->
                    with(
                            given.type(),
                            given.parameters().stream()
                                    .map(ProcessingDescriptions::lowerCaseFlag)
                                    .toList());
            case RECORD_DE_AGGREGATION, DECOMPRESSION, METADATA_EXTRACTION ->
                    with(given.type(), given.parameters());
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidConfiguration(
                            "Processor type is unknown: " + given.typeAsString());
        };
    }

    private static Processor lambda(Processor given, String roleArn) {
        Optional<String> size = parameter(given, ProcessorParameterName.BUFFER_SIZE_IN_M_BS);
        Optional<String> interval =
                parameter(given, ProcessorParameterName.BUFFER_INTERVAL_IN_SECONDS);
        boolean unbuffered = size.isEmpty() && interval.isEmpty();
        List<ProcessorParameter> parameters = new ArrayList<>();
        add(
                parameters,
                ProcessorParameterName.LAMBDA_ARN,
                parameter(given, ProcessorParameterName.LAMBDA_ARN));
        add(
                parameters,
                ProcessorParameterName.NUMBER_OF_RETRIES,
                parameter(given, ProcessorParameterName.NUMBER_OF_RETRIES)
                        .or(() -> Optional.of("3")));
        add(
                parameters,
                ProcessorParameterName.ROLE_ARN,
                parameter(given, ProcessorParameterName.ROLE_ARN)
                        .or(() -> Optional.ofNullable(roleArn)));
        add(
                parameters,
                ProcessorParameterName.BUFFER_SIZE_IN_M_BS,
                unbuffered ? Optional.of("1") : size);
        add(
                parameters,
                ProcessorParameterName.BUFFER_INTERVAL_IN_SECONDS,
                unbuffered ? Optional.of("60") : interval);
        given.parameters().stream()
                .filter(p -> parameters.stream().noneMatch(sameName(p)))
                .forEach(parameters::add);
        return with(ProcessorType.LAMBDA, parameters);
    }

    private static Predicate<ProcessorParameter> sameName(ProcessorParameter a) {
        return b -> b.parameterName() == a.parameterName();
    }

    private static ProcessorParameter lowerCaseFlag(ProcessorParameter given) {
        return given.parameterName() == ProcessorParameterName.DATA_MESSAGE_EXTRACTION
                ? given.toBuilder()
                        .parameterValue(given.parameterValue().toLowerCase(Locale.ROOT))
                        .build()
                : given;
    }

    private static void add(
            List<ProcessorParameter> parameters,
            ProcessorParameterName name,
            Optional<String> value) {
        value.ifPresent(
                text ->
                        parameters.add(
                                ProcessorParameter.builder()
                                        .parameterName(name)
                                        .parameterValue(text)
                                        .build()));
    }

    private static Processor with(ProcessorType type, List<ProcessorParameter> parameters) {
        return Processor.builder().type(type).parameters(parameters).build();
    }
}
