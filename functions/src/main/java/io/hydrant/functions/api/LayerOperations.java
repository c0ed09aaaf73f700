package io.hydrant.functions.api;

import io.hydrant.functions.api.Page.Wanted;
import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.code.StoredCode;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.layer.LayerName;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.layer.StoredLayerVersion;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.DeleteLayerVersionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteLayerVersionResponse;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionByArnRequest;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionRequest;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionResponse;
import software.amazon.awssdk.services.lambda.model.LayerVersionContentOutput;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.LayersListItem;
import software.amazon.awssdk.services.lambda.model.ListLayerVersionsRequest;
import software.amazon.awssdk.services.lambda.model.ListLayerVersionsResponse;
import software.amazon.awssdk.services.lambda.model.ListLayersRequest;
import software.amazon.awssdk.services.lambda.model.ListLayersResponse;
import software.amazon.awssdk.services.lambda.model.PublishLayerVersionRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations on layers.
final class LayerOperations {
    private final Layers layers;
    private final FunctionLayers byArn;
    private final CodeStore code;
    private final CodeSource source;
    private final CodeLinks links;

    LayerOperations(LambdaApi.Surroundings on, FunctionLayers byArn) {
        this.layers = on.layers();
        this.byArn = byArn;
        this.code = on.code();
        this.source = new CodeSource(on.objects());
        this.links = on.links();
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                                "PublishLayerVersion",
                                PublishLayerVersionRequest::builder,
                                this::publishLayerVersion)
                        .upTo(FunctionOperations.CODE_BYTES_MAX),
                RestOperation.of(
                        "GetLayerVersion", GetLayerVersionRequest::builder, this::getLayerVersion),
                RestOperation.of(
                        "GetLayerVersionByArn",
                        GetLayerVersionByArnRequest::builder,
                        this::getLayerVersionByArn),
                RestOperation.of(
                        "DeleteLayerVersion",
                        DeleteLayerVersionRequest::builder,
                        this::deleteLayerVersion),
                RestOperation.of(
                        "ListLayerVersions",
                        ListLayerVersionsRequest::builder,
                        this::listLayerVersions),
                RestOperation.of("ListLayers", ListLayersRequest::builder, this::listLayers));
    }

    private GetLayerVersionResponse publishLayerVersion(
            PublishLayerVersionRequest request, RestCall call) {
        LayerName name = name(request.layerName(), call);
        StoredCode stored =
                code.add(
                        source.read(
                                new CodeSource.Named(
                                        request.content().zipFile(),
                                        request.content().s3Bucket(),
                                        request.content().s3Key(),
                                        request.content().s3ObjectVersion())));
        LayerVersionsListItem.Builder described =
                LayerVersionsListItem.builder()
                        .description(Optional.ofNullable(request.description()).orElse(""))
                        .licenseInfo(request.licenseInfo());
        if (request.hasCompatibleRuntimes()) {
            described.compatibleRuntimesWithStrings(request.compatibleRuntimesAsStrings());
        }
        if (request.hasCompatibleArchitectures()) {
            described.compatibleArchitecturesWithStrings(
                    request.compatibleArchitecturesAsStrings());
        }
        return shown(layers.publish(name, described.build(), stored), call);
    }

    private GetLayerVersionResponse getLayerVersion(GetLayerVersionRequest request, RestCall call) {
        LayerName name = name(request.layerName(), call);
        return shown(
                layers.find(name, request.versionNumber()).orElseThrow(LayerOperations::none),
                call);
    }

    private GetLayerVersionResponse getLayerVersionByArn(
            GetLayerVersionByArnRequest request, RestCall call) {
        Home home = Calls.home(call);
        return shown(byArn.version(request.arn(), home).orElseThrow(LayerOperations::none), call);
    }

    private DeleteLayerVersionResponse deleteLayerVersion(
            DeleteLayerVersionRequest request, RestCall call) {
        layers.delete(name(request.layerName(), call), request.versionNumber());
        return DeleteLayerVersionResponse.builder().build();
    }

    private ListLayerVersionsResponse listLayerVersions(
            ListLayerVersionsRequest request, RestCall call) {
        List<LayerVersionsListItem> all =
                layers.versions(name(request.layerName(), call)).stream()
                        .map(StoredLayerVersion::shape)
                        .filter(
                                shape ->
                                        fits(
                                                shape,
                                                request.compatibleRuntimeAsString(),
                                                request.compatibleArchitectureAsString()))
                        .toList();
        Page<LayerVersionsListItem> page =
                Page.of(
                        all,
                        shape -> "%019d".formatted(Long.MAX_VALUE - shape.version()),
                        new Wanted(request.marker(), request.maxItems()));
        return ListLayerVersionsResponse.builder()
                .layerVersions(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    private ListLayersResponse listLayers(ListLayersRequest request, RestCall call) {
        Home home = Calls.home(call);
        List<LayersListItem> all = new ArrayList<>();
        for (LayerName name : layers.names(home.account(), home.region())) {
            layers.versions(name).stream()
                    .map(StoredLayerVersion::shape)
                    .filter(
                            shape ->
                                    fits(
                                            shape,
                                            request.compatibleRuntimeAsString(),
                                            request.compatibleArchitectureAsString()))
                    .findFirst()
                    .ifPresent(
                            newest ->
                                    all.add(
                                            LayersListItem.builder()
                                                    .layerName(name.name())
                                                    .layerArn(name.arn().toString())
                                                    .latestMatchingVersion(newest)
                                                    .build()));
        }
        Page<LayersListItem> page =
                Page.of(
                        all,
                        LayersListItem::layerName,
                        new Wanted(request.marker(), request.maxItems()));
        return ListLayersResponse.builder()
                .layers(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    /// @param runtime null for any
    /// @param architecture null for any
    private static boolean fits(LayerVersionsListItem shape, String runtime, String architecture) {
        return (runtime == null || shape.compatibleRuntimesAsStrings().contains(runtime))
                && (architecture == null
                        || shape.compatibleArchitecturesAsStrings().contains(architecture));
    }

    private GetLayerVersionResponse shown(StoredLayerVersion version, RestCall call) {
        LayerVersionsListItem shape = version.shape();
        GetLayerVersionResponse.Builder answer =
                GetLayerVersionResponse.builder()
                        .layerArn(version.layer().arn().toString())
                        .layerVersionArn(shape.layerVersionArn())
                        .version(shape.version())
                        .createdDate(shape.createdDate())
                        .description(shape.description())
                        .licenseInfo(shape.licenseInfo())
                        .content(
                                LayerVersionContentOutput.builder()
                                        .location(links.link(call.origin(), version.code().sha()))
                                        .codeSha256(version.code().shaBase64())
                                        .codeSize(version.code().packedBytes())
                                        .build());
        if (shape.hasCompatibleRuntimes()) {
            answer.compatibleRuntimesWithStrings(shape.compatibleRuntimesAsStrings());
        }
        if (shape.hasCompatibleArchitectures()) {
            answer.compatibleArchitecturesWithStrings(shape.compatibleArchitecturesAsStrings());
        }
        return answer.build();
    }

    /// @param text name or ARN
    private static LayerName name(String text, RestCall call) {
        Home home = Calls.home(call);
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            return new LayerName(home.account(), home.region(), text);
        }
        boolean here =
                parts.length == 7
                        && parts[3].equals(home.region().value())
                        && parts[4].equals(home.account().value());
        if (!here) {
            throw new InvalidParameter("Layer " + text + " is not of this account and region.");
        }
        return new LayerName(home.account(), home.region(), parts[6]);
    }

    private static NotFound none() {
        return new NotFound("The resource you requested does not exist.");
    }
}
