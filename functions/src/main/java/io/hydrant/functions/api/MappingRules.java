package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.mapping.EventSource;
import io.hydrant.functions.pattern.EventPatterns;
import io.hydrant.functions.pattern.InvalidPattern;
import io.hydrant.functions.refusal.InvalidParameter;

import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.OnSuccess;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What requests about event source mappings may say, beyond the constraints of the model.
///
/// Source: Lambda API Reference, CreateEventSourceMapping.
final class MappingRules {
    private static final int FILTERS_MAX = 5;
    private static final int AGE_SECONDS_MIN = 60;
    private static final Pattern BUCKET =
            Pattern.compile("arn:aws[^:]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern LOCAL =
            Pattern.compile(
                    ("arn:aws[^:]*:(kinesis:HOME:stream/[a-zA-Z0-9_.-]{1,128}"
                                    + "|firehose:HOME:deliverystream/[a-zA-Z0-9_.-]{1,64}"
                                    + "|lambda:HOME:function:[a-zA-Z0-9-_]{1,64}"
                                    + "(:[a-zA-Z0-9$_-]{1,128})?)")
                            .replace("HOME", "[a-z0-9-]+:\\d{12}"));

    private MappingRules() {}

    /// Where and how a new mapping begins to read.
    static void requirePosition(CreateEventSourceMappingRequest request, Instant now) {
        EventSource.parse(Optional.ofNullable(request.eventSourceArn()).orElse(""));
        EventSourcePosition position = request.startingPosition();
        if (position == null) {
            throw new InvalidParameter(
                    "1 validation error detected: Value null at 'startingPosition' failed to"
                            + " satisfy constraint: Member must not be null.");
        }
        Instant timestamp = request.startingPositionTimestamp();
        boolean timed = position == EventSourcePosition.AT_TIMESTAMP;
        if (timed && timestamp == null) {
            throw new InvalidParameter(
                    "StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.");
        }
        if (!timed && timestamp != null) {
            throw new InvalidParameter(
                    "StartingPositionTimestamp is only for StartingPosition AT_TIMESTAMP but that"
                            + " was "
                            + position
                            + ".");
        }
        if (timed && timestamp.isAfter(now)) {
            throw new InvalidParameter(
                    "StartingPositionTimestamp must not be in the future but was "
                            + timestamp
                            + ".");
        }
    }

    /// What requests say of destinations before anything is known of the mapping.
    static void requireNoSuccess(DestinationConfig destinations) {
        boolean told =
                Optional.ofNullable(destinations)
                        .map(DestinationConfig::onSuccess)
                        .map(OnSuccess::destination)
                        .flatMap(Calls::text)
                        .isPresent();
        if (told) {
            throw new InvalidParameter(
                    "Unsupported DestinationConfig parameter for given event source mapping type.");
        }
    }

    static void requireFilters(UpdateEventSourceMappingRequest request) {
        List<String> patterns = new ArrayList<>();
        List<Filter> filters =
                Optional.ofNullable(request.filterCriteria())
                        .map(FilterCriteria::filters)
                        .orElse(List.of());
        for (Filter filter : filters) {
            if (filter == null || filter.pattern() == null) {
                throw new InvalidParameter(
                        "Invalid filter pattern definition. pattern "
                                + (patterns.size() + 1)
                                + ": it is missing");
            }
            patterns.add(filter.pattern());
        }
        if (patterns.size() > FILTERS_MAX) {
            throw new InvalidParameter(
                    "FilterCriteria may have at most "
                            + FILTERS_MAX
                            + " filters but has "
                            + patterns.size()
                            + ".");
        }
        try {
            EventPatterns.parse(patterns);
        } catch (InvalidPattern e) {
            throw new InvalidParameter("Invalid filter pattern definition. " + e.getMessage());
        }
    }

    /// What a mapping is to be like.
    static void require(EventSourceMappingConfiguration shape, Home home) {
        int age = shape.maximumRecordAgeInSeconds();
        if (age >= 0 && age < AGE_SECONDS_MIN) {
            throw new InvalidParameter(
                    "MaximumRecordAgeInSeconds must be -1 or from 60 to 604800 but was "
                            + age
                            + ".");
        }
        if (shape.tumblingWindowInSeconds() > 0) {
            throw new InvalidParameter(
                    "TumblingWindowInSeconds: tumbling windows are not supported by this version"
                            + " of Hydrant, only 0 but was "
                            + shape.tumblingWindowInSeconds()
                            + ".");
        }
        Calls.text(shape.destinationConfig().onFailure().destination())
                .ifPresent(arn -> requireDestination(arn, shape.eventSourceArn(), home));
    }

    /// Buckets may be anywhere; streams and functions are this server's.
    private static void requireDestination(String arn, String source, Home home) {
        String[] parts = arn.split(":", -1);
        String service = arn.startsWith("arn:") && parts.length > 5 ? parts[2] : parts[0];
        switch (service) {
            case "s3", "kinesis", "firehose", "lambda" -> requireForm(arn, home);
            case "sqs", "sns", "kafka" ->
                    throw new InvalidParameter(
                            "OnFailure destinations of "
                                    + service
                                    + " are not supported by this version of Hydrant, only s3,"
                                    + " kinesis, firehose and lambda: "
                                    + arn);
            default -> throw new InvalidParameter("The destination ARN " + arn + " is invalid.");
        }
        if (arn.equals(EventSource.parse(source).stream().arn().toString())) {
            throw new InvalidParameter(
                    "The event source cannot be its own OnFailure destination: " + arn);
        }
    }

    private static void requireForm(String arn, Home home) {
        if (BUCKET.matcher(arn).matches()) {
            return;
        }
        if (!LOCAL.matcher(arn).matches()) {
            throw new InvalidParameter("The destination ARN " + arn + " is invalid.");
        }
        String here = ":" + home.region() + ":" + home.account() + ":";
        if (!arn.contains(here)) {
            throw new InvalidParameter(
                    "The destination ARN "
                            + arn
                            + " is of another region or account than "
                            + home.region()
                            + " and "
                            + home.account()
                            + ".");
        }
    }
}
