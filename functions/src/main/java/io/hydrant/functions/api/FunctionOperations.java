package io.hydrant.functions.api;

import io.hydrant.functions.api.Page.Wanted;
import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.code.StoredCode;
import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.function.StoredVersion;
import io.hydrant.functions.layer.StoredLayerVersion;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.Concurrency;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCodeLocation;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.RuntimeVersionConfig;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The operations on functions and their versions.
final class FunctionOperations {
    /// A package of 50 MiB in Base64, and the rest.
    static final int CODE_BYTES_MAX = 70_167_211;

    private final Deployments deployments;
    private final StoredFunctions functions;
    private final FunctionLayers layers;
    private final CodeStore code;
    private final CodeSource source;
    private final CodeLinks links;

    FunctionOperations(LambdaApi.Surroundings on, FunctionLayers layers) {
        this.deployments = on.deployments();
        this.functions = on.functions();
        this.layers = layers;
        this.code = on.code();
        this.source = new CodeSource(on.objects());
        this.links = on.links();
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                                "CreateFunction",
                                CreateFunctionRequest::builder,
                                this::createFunction)
                        .upTo(CODE_BYTES_MAX),
                RestOperation.of("GetFunction", GetFunctionRequest::builder, this::getFunction),
                RestOperation.of(
                        "GetFunctionConfiguration",
                        GetFunctionConfigurationRequest::builder,
                        this::getFunctionConfiguration),
                RestOperation.of(
                        "ListFunctions", ListFunctionsRequest::builder, this::listFunctions),
                RestOperation.of(
                                "UpdateFunctionCode",
                                UpdateFunctionCodeRequest::builder,
                                this::updateFunctionCode)
                        .upTo(CODE_BYTES_MAX),
                RestOperation.of(
                        "UpdateFunctionConfiguration",
                        UpdateFunctionConfigurationRequest::builder,
                        this::updateFunctionConfiguration),
                RestOperation.of(
                        "DeleteFunction", DeleteFunctionRequest::builder, this::deleteFunction),
                RestOperation.of(
                        "PublishVersion", PublishVersionRequest::builder, this::publishVersion),
                RestOperation.of(
                        "ListVersionsByFunction",
                        ListVersionsByFunctionRequest::builder,
                        this::listVersionsByFunction));
    }

    private FunctionConfiguration createFunction(CreateFunctionRequest request, RestCall call) {
        FunctionReference reference = Calls.reference(call, request.functionName(), null);
        FunctionName name = reference.name();
        if (reference.qualifier().isPresent()) {
            throw new InvalidParameter(
                    "A function is created without a qualifier but was named "
                            + request.functionName());
        }
        FunctionConfiguration shape = Configurations.of(request, name);
        if (functions.find(name).isPresent()) {
            throw new Conflict("Function already exist: " + name.name());
        }
        List<StoredLayerVersion> found = layers.find(request.layers(), call);
        StoredCode stored =
                code.add(
                        source.read(
                                new CodeSource.Named(
                                        request.code().zipFile(),
                                        request.code().s3Bucket(),
                                        request.code().s3Key(),
                                        request.code().s3ObjectVersion())));
        Deployments.Draft draft =
                new Deployments.Draft(name, shape, stored, found, TagRules.of(request.tags()));
        return deployments.create(draft, Boolean.TRUE.equals(request.publish()));
    }

    private GetFunctionResponse getFunction(GetFunctionRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        StoredFunction function = require(reference);
        StoredVersion version = function.version(reference.qualifier());
        GetFunctionResponse.Builder answer =
                GetFunctionResponse.builder()
                        .configuration(shown(function, version, reference))
                        .code(
                                FunctionCodeLocation.builder()
                                        .repositoryType("S3")
                                        .location(links.link(call.origin(), version.codeSha()))
                                        .build());
        if (!function.settings().tags().isEmpty()) {
            answer.tags(function.settings().tags());
        }
        function.settings()
                .reserved()
                .ifPresent(
                        count ->
                                answer.concurrency(
                                        Concurrency.builder()
                                                .reservedConcurrentExecutions(count)
                                                .build()));
        return answer.build();
    }

    private FunctionConfiguration getFunctionConfiguration(
            GetFunctionConfigurationRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        StoredFunction function = require(reference);
        return shown(function, function.version(reference.qualifier()), reference);
    }

    /// Lookups with a qualifier tell it when the function is missing.
    private StoredFunction require(FunctionReference reference) {
        return functions
                .find(reference.name())
                .orElseThrow(() -> new NotFound("Function not found: " + reference.arn()));
    }

    /// Asked for with a qualifier, a version's ARN has that qualifier.
    private FunctionConfiguration shown(
            StoredFunction function, StoredVersion version, FunctionReference reference) {
        FunctionConfiguration shape = deployments.shown(function, version);
        return reference.qualifier().isEmpty()
                ? shape
                : shape.toBuilder().functionArn(reference.arn()).build();
    }

    private ListFunctionsResponse listFunctions(ListFunctionsRequest request, RestCall call) {
        String region = Optional.ofNullable(request.masterRegion()).orElse("ALL");
        List<FunctionConfiguration> all = new ArrayList<>();
        boolean versions = request.functionVersion() != null;
        if (region.equals("ALL") || region.equals(call.caller().region().value())) {
            for (StoredFunction function : functions.list(Calls.home(call))) {
                all.add(listed(function.latest(), versions));
                if (versions) {
                    function.published().values().forEach(one -> all.add(listed(one, true)));
                }
            }
        }
        Page<FunctionConfiguration> page =
                Page.of(
                        all,
                        FunctionOperations::place,
                        new Wanted(request.marker(), request.maxItems()));
        return ListFunctionsResponse.builder()
                .functions(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    /// `$LATEST` comes before all numbers.
    private static String place(FunctionConfiguration shape) {
        return shape.functionName() + "!" + versionPlace(shape);
    }

    private static String versionPlace(FunctionConfiguration shape) {
        return shape.version().equals(FunctionReference.LATEST)
                ? shape.version()
                : "%019d".formatted(Long.parseLong(shape.version()));
    }

    /// Listings leave out what changes by itself, as the service does.
    private static FunctionConfiguration listed(StoredVersion version, boolean qualified) {
        FunctionConfiguration shape = version.shape();
        boolean latest = shape.version().equals(FunctionReference.LATEST);
        return shape.toBuilder()
                .functionArn(shape.functionArn() + (qualified && latest ? ":$LATEST" : ""))
                .state((State) null)
                .lastUpdateStatus((LastUpdateStatus) null)
                .runtimeVersionConfig((RuntimeVersionConfig) null)
                .build();
    }

    private FunctionConfiguration updateFunctionCode(
            UpdateFunctionCodeRequest request, RestCall call) {
        FunctionName name = changed(call, request.functionName());
        Unsupported.refuseIn(request);
        functions.require(name);
        StoredCode stored =
                code.add(
                        source.read(
                                new CodeSource.Named(
                                        request.zipFile(),
                                        request.s3Bucket(),
                                        request.s3Key(),
                                        request.s3ObjectVersion())));
        Optional<String> revision = Calls.text(request.revisionId());
        if (Boolean.TRUE.equals(request.dryRun())) {
            return deployments.rehearseCode(name, revision, stored);
        }
        FunctionConfiguration updated =
                deployments.updateCode(
                        name,
                        revision,
                        stored,
                        before ->
                                request.hasArchitectures()
                                        ? before.toBuilder()
                                                .architecturesWithStrings(
                                                        request.architecturesAsStrings())
                                                .build()
                                        : before);
        return Boolean.TRUE.equals(request.publish()) ? deployments.publishUpdated(name) : updated;
    }

    private FunctionConfiguration updateFunctionConfiguration(
            UpdateFunctionConfigurationRequest request, RestCall call) {
        FunctionName name = changed(call, request.functionName());
        Unsupported.refuseIn(request);
        functions.require(name);
        Optional<List<StoredLayerVersion>> found =
                request.hasLayers()
                        ? Optional.of(layers.find(request.layers(), call))
                        : Optional.empty();
        return deployments.updateConfiguration(
                name,
                Calls.text(request.revisionId()),
                found,
                before -> Configurations.of(request, before, name));
    }

    /// Only `$LATEST` changes.
    private static FunctionName changed(RestCall call, String text) {
        FunctionReference reference = Calls.reference(call, text, null);
        if (reference.special().isPresent()) {
            throw new InvalidParameter(
                    "Only $LATEST can be updated but "
                            + reference.special().get()
                            + " was named of "
                            + reference.name().arn());
        }
        return reference.name();
    }

    private DeleteFunctionResponse deleteFunction(DeleteFunctionRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        if (reference.qualifier().isEmpty()) {
            deployments.delete(reference.name());
        } else {
            deployments.deleteVersion(reference.name(), reference.qualifier().get());
        }
        return DeleteFunctionResponse.builder().build();
    }

    private FunctionConfiguration publishVersion(PublishVersionRequest request, RestCall call) {
        Unsupported.refuse(request.publishToAsString(), "PublishTo");
        FunctionReference reference = Calls.reference(call, request.functionName(), null);
        return deployments.publish(
                reference.name(),
                new Deployments.Publication(
                        Calls.text(request.codeSha256()),
                        Calls.text(request.description()),
                        Calls.text(request.revisionId())));
    }

    private ListVersionsByFunctionResponse listVersionsByFunction(
            ListVersionsByFunctionRequest request, RestCall call) {
        FunctionReference reference = Calls.reference(call, request.functionName(), null);
        StoredFunction function = functions.require(reference.name());
        List<FunctionConfiguration> all =
                Stream.concat(Stream.of(function.latest()), function.published().values().stream())
                        .map(version -> listed(version, true))
                        .toList();
        Page<FunctionConfiguration> page =
                Page.of(
                        all,
                        FunctionOperations::versionPlace,
                        new Wanted(request.marker(), request.maxItems()));
        return ListVersionsByFunctionResponse.builder()
                .versions(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }
}
