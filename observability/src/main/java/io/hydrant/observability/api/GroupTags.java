package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/// Tags of groups: three operations by ARN, and the older three by name.
final class GroupTags {
    private final LogStore store;

    GroupTags(LogStore store) {
        this.store = store;
    }

    TagResourceResponse tag(TagResourceRequest request, ApiCall call) {
        GroupReference.ofArn(store, call, request.resourceArn())
                .changeTags(tags -> TagRules.added(tags, request.tags()));
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request, ApiCall call) {
        GroupReference.ofArn(store, call, request.resourceArn())
                .changeTags(tags -> TagRules.removed(tags, request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request, ApiCall call) {
        LogGroup group = GroupReference.ofArn(store, call, request.resourceArn());
        return ListTagsForResourceResponse.builder().tags(group.tags()).build();
    }

    TagLogGroupResponse tagGroup(TagLogGroupRequest request, ApiCall call) {
        store.group(GroupReference.named(call, request.logGroupName()))
                .changeTags(tags -> TagRules.added(tags, request.tags()));
        return TagLogGroupResponse.builder().build();
    }

    UntagLogGroupResponse untagGroup(UntagLogGroupRequest request, ApiCall call) {
        store.group(GroupReference.named(call, request.logGroupName()))
                .changeTags(tags -> TagRules.removed(tags, request.tags()));
        return UntagLogGroupResponse.builder().build();
    }

    ListTagsLogGroupResponse listOfGroup(ListTagsLogGroupRequest request, ApiCall call) {
        LogGroup group = store.group(GroupReference.named(call, request.logGroupName()));
        return ListTagsLogGroupResponse.builder().tags(group.tags()).build();
    }
}
