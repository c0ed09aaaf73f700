package io.hydrant.query.api;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.NotFound;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.TagRules;
import io.hydrant.query.workgroup.StoredWorkGroup;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.athena.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.athena.model.Tag;
import software.amazon.awssdk.services.athena.model.TagResourceRequest;
import software.amazon.awssdk.services.athena.model.TagResourceResponse;
import software.amazon.awssdk.services.athena.model.UntagResourceRequest;
import software.amazon.awssdk.services.athena.model.UntagResourceResponse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The operations on tags. Work groups alone have tags here.
final class TagOperations {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[^:]*:athena:([a-z0-9-]+):([0-9]{12})"
                            + ":workgroup/([a-zA-Z0-9._-]{1,128})");

    private final WorkGroups workGroups;

    TagOperations(WorkGroups workGroups) {
        this.workGroups = workGroups;
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed("TagResource", TagResourceRequest::builder, constraints, this::tag),
                Operation.typed(
                        "UntagResource", UntagResourceRequest::builder, constraints, this::untag),
                Operation.typed(
                        "ListTagsForResource",
                        ListTagsForResourceRequest::builder,
                        constraints,
                        this::list));
    }

    /// @throws InvalidRequest when a key comes twice
    static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Tag tag : tags) {
            if (tag.key() == null) {
                throw new InvalidRequest("A tag has no key.");
            }
            if (map.put(tag.key(), tag.value() == null ? "" : tag.value()) != null) {
                throw new InvalidRequest("Tag " + tag.key() + " is given twice.");
            }
        }
        return map;
    }

    private TagResourceResponse tag(TagResourceRequest request, ApiCall call) {
        StoredWorkGroup workGroup = tagged(request.resourceARN(), call);
        workGroups.retag(
                Requests.scope(call),
                workGroup.name(),
                present -> TagRules.added(present, map(request.tags())));
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(UntagResourceRequest request, ApiCall call) {
        StoredWorkGroup workGroup = tagged(request.resourceARN(), call);
        workGroups.retag(
                Requests.scope(call),
                workGroup.name(),
                present -> TagRules.removed(present, request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    /// All at once: there are fewer than the least page.
    private ListTagsForResourceResponse list(ListTagsForResourceRequest request, ApiCall call) {
        List<Tag> tags =
                tagged(request.resourceARN(), call).tags().entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }

    private StoredWorkGroup tagged(String arn, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()
                || !matcher.group(1).equals(scope.region().value())
                || !matcher.group(2).equals(scope.account().value())) {
            throw new InvalidRequest(
                    arn
                            + " is not the ARN of a work group of account "
                            + scope.account()
                            + " in "
                            + scope.region()
                            + "; nothing else has tags here.");
        }
        return workGroups
                .find(scope, matcher.group(3))
                .orElseThrow(() -> new NotFound(arn, "Resource " + arn + " was not found."));
    }
}
