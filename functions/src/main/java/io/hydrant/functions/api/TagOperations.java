package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.mapping.Mappings;
import io.hydrant.functions.mapping.StoredMapping;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The operations on tags, of functions and of event source mappings.
final class TagOperations {
    private static final String MAPPING = ":event-source-mapping:";

    private final StoredFunctions functions;
    private final Optional<Mappings> mappings;

    TagOperations(StoredFunctions functions, Optional<Mappings> mappings) {
        this.functions = functions;
        this.mappings = mappings;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of("TagResource", TagResourceRequest::builder, this::tagResource),
                RestOperation.of(
                        "UntagResource", UntagResourceRequest::builder, this::untagResource),
                RestOperation.of("ListTags", ListTagsRequest::builder, this::listTags));
    }

    private TagResourceResponse tagResource(TagResourceRequest request, RestCall call) {
        tagged(request.resource(), call).change(tags -> TagRules.added(tags, request.tags()));
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untagResource(UntagResourceRequest request, RestCall call) {
        tagged(request.resource(), call)
                .change(
                        tags -> {
                            SortedMap<String, String> rest = new TreeMap<>(tags);
                            request.tagKeys().forEach(rest::remove);
                            return rest;
                        });
        return UntagResourceResponse.builder().build();
    }

    private ListTagsResponse listTags(ListTagsRequest request, RestCall call) {
        return ListTagsResponse.builder().tags(tagged(request.resource(), call).tags()).build();
    }

    /// What has tags.
    private interface Tagged {
        SortedMap<String, String> tags();

        void change(UnaryOperator<SortedMap<String, String>> step);
    }

    /// Of all that the service tags, functions and mappings are here.
    private Tagged tagged(String arn, RestCall call) {
        if (arn.contains(":function:")) {
            return function(arn, call);
        }
        if (arn.contains(MAPPING) && mappings.isPresent()) {
            return mapping(mappings.get(), arn, Calls.home(call));
        }
        throw new InvalidParameter(
                "Only functions and event source mappings have tags in this version of Hydrant, "
                        + arn
                        + " is neither.");
    }

    private Tagged function(String arn, RestCall call) {
        FunctionReference reference = Calls.reference(call, arn, null);
        if (reference.qualifier().isPresent()) {
            throw new InvalidParameter(
                    "Tags on function aliases and versions are not supported. Please specify a"
                            + " function ARN.");
        }
        return new Tagged() {
            @Override
            public SortedMap<String, String> tags() {
                return functions.require(reference.name()).settings().tags();
            }

            @Override
            public void change(UnaryOperator<SortedMap<String, String>> step) {
                functions.change(
                        reference.name(),
                        before ->
                                before.with(
                                        before.settings()
                                                .withTags(step.apply(before.settings().tags()))));
            }
        };
    }

    private static Tagged mapping(Mappings mappings, String arn, Home home) {
        String uuid =
                arn.substring(arn.indexOf(MAPPING) + MAPPING.length()).toLowerCase(Locale.ROOT);
        if (!StoredMapping.arn(home, uuid).toString().equalsIgnoreCase(arn)) {
            throw new NotFound("The resource you requested does not exist.");
        }
        return new Tagged() {
            @Override
            public SortedMap<String, String> tags() {
                return mappings.tags(home, uuid);
            }

            @Override
            public void change(UnaryOperator<SortedMap<String, String>> step) {
                mappings.changeTags(home, uuid, step);
            }
        };
    }
}
