package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Lists groups in order of their names.
final class DescribeLogGroups {
    private static final String KIND = "DescribeLogGroups";
    private static final int GROUPS_MAX = 50;

    private final LogStore store;

    DescribeLogGroups(LogStore store) {
        this.store = store;
    }

    DescribeLogGroupsResponse answer(DescribeLogGroupsRequest request, ApiCall call) {
        if (request.logGroupNamePrefix() != null && request.logGroupNamePattern() != null) {
            throw new InvalidParameter(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive"
                            + " parameters.");
        }
        String after = PageToken.place(KIND, request.nextToken()).orElse("");
        int limit = Optional.ofNullable(request.limit()).orElse(GROUPS_MAX);
        List<LogGroup> found =
                wanted(request, call).stream()
                        .filter(group -> group.name().name().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList();
        List<LogGroup> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> last =
                found.size() > limit
                        ? Optional.of(shown.getLast().name().name())
                        : Optional.empty();
        return DescribeLogGroupsResponse.builder()
                .logGroups(shown.stream().map(DescribeLogGroups::shape).toList())
                .nextToken(PageToken.text(KIND, last))
                .build();
    }

    private List<LogGroup> wanted(DescribeLogGroupsRequest request, ApiCall call) {
        if (request.logGroupClass() != null && request.logGroupClass() != LogGroupClass.STANDARD) {
            return List.of();
        }
        String account = call.caller().account().value();
        if (request.hasAccountIdentifiers() && !request.accountIdentifiers().contains(account)) {
            return List.of();
        }
        String prefix = Optional.ofNullable(request.logGroupNamePrefix()).orElse("");
        String pattern = Optional.ofNullable(request.logGroupNamePattern()).orElse("");
        Set<String> identified =
                request.logGroupIdentifiers().stream()
                        .map(text -> text.substring(text.lastIndexOf(':') + 1))
                        .collect(Collectors.toSet());
        return store.groups(call.caller().account(), call.caller().region()).stream()
                .filter(group -> group.name().name().startsWith(prefix))
                .filter(group -> group.name().name().contains(pattern))
                .filter(group -> identified.isEmpty() || identified.contains(group.name().name()))
                .toList();
    }

    private static software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup shape(
            LogGroup group) {
        String arn = group.name().arn().toString();
        OptionalInt days = group.retentionDays();
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                .arn(arn + ":*")
                .logGroupArn(arn)
                .logGroupName(group.name().name())
                .creationTime(group.createdAt())
                .metricFilterCount(0)
                .storedBytes(group.storedBytes())
                .retentionInDays(days.isPresent() ? days.getAsInt() : null)
                .logGroupClass(LogGroupClass.STANDARD)
                .deletionProtectionEnabled(false)
                .build();
    }
}
