package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Dialect;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The operations of the CloudWatch Logs API, version 2014-03-28, on groups, streams and events.
/// All others are refused by their names.
public final class LogsApi {
    /// What stands before the dot in `X-Amz-Target`.
    public static final String TARGET_PREFIX = "Logs_20140328";

    /// A batch of a MiB whose every character is escaped.
    public static final int BODY_BYTES_MAX = 8 << 20;

    private final LogStore store;
    private final InstantSource clock;
    private final ServiceConstraints constraints = ServiceConstraints.load("logs");

    public LogsApi(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public JsonService service() {
        return new JsonService(TARGET_PREFIX, operations(), LogsErrors::toWire, BODY_BYTES_MAX)
                .in(Dialect.JSON_PARAMETERS);
    }

    List<Operation> operations() {
        return Stream.of(groups(), tags(), streams(), events()).flatMap(List::stream).toList();
    }

    private List<Operation> groups() {
        Retention retention = new Retention(store);
        return List.of(
                Operation.typed(
                        "CreateLogGroup",
                        CreateLogGroupRequest::builder,
                        constraints,
                        new CreateLogGroup(store)::answer),
                Operation.typed(
                        "DeleteLogGroup",
                        DeleteLogGroupRequest::builder,
                        constraints,
                        new DeleteLogGroup(store)::answer),
                Operation.typed(
                        "DescribeLogGroups",
                        DescribeLogGroupsRequest::builder,
                        constraints,
                        new DescribeLogGroups(store)::answer),
                Operation.typed(
                        "PutRetentionPolicy",
                        PutRetentionPolicyRequest::builder,
                        constraints,
                        retention::put),
                Operation.typed(
                        "DeleteRetentionPolicy",
                        DeleteRetentionPolicyRequest::builder,
                        constraints,
                        retention::delete));
    }

    private List<Operation> tags() {
        GroupTags tags = new GroupTags(store);
        return List.of(
                Operation.typed("TagResource", TagResourceRequest::builder, constraints, tags::tag),
                Operation.typed(
                        "UntagResource", UntagResourceRequest::builder, constraints, tags::untag),
                Operation.typed(
                        "ListTagsForResource",
                        ListTagsForResourceRequest::builder,
                        constraints,
                        tags::list),
                Operation.typed(
                        "TagLogGroup", TagLogGroupRequest::builder, constraints, tags::tagGroup),
                Operation.typed(
                        "UntagLogGroup",
                        UntagLogGroupRequest::builder,
                        constraints,
                        tags::untagGroup),
                Operation.typed(
                        "ListTagsLogGroup",
                        ListTagsLogGroupRequest::builder,
                        constraints,
                        tags::listOfGroup));
    }

    private List<Operation> streams() {
        return List.of(
                Operation.typed(
                        "CreateLogStream",
                        CreateLogStreamRequest::builder,
                        constraints,
                        new CreateLogStream(store, clock)::answer),
                Operation.typed(
                        "DeleteLogStream",
                        DeleteLogStreamRequest::builder,
                        constraints,
                        new DeleteLogStream(store)::answer),
                Operation.typed(
                        "DescribeLogStreams",
                        DescribeLogStreamsRequest::builder,
                        constraints,
                        new DescribeLogStreams(store)::answer));
    }

    private List<Operation> events() {
        return List.of(
                Operation.typed(
                        "PutLogEvents",
                        PutLogEventsRequest::builder,
                        constraints,
                        new PutLogEvents(store, clock)::answer),
                Operation.typed(
                        "GetLogEvents",
                        GetLogEventsRequest::builder,
                        constraints,
                        new GetLogEvents(store, clock)::answer),
                Operation.typed(
                        "FilterLogEvents",
                        FilterLogEventsRequest::builder,
                        constraints,
                        new FilterLogEvents(store, clock)::answer));
    }
}
