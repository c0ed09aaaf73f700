package io.hydrant.functions.api;

import io.hydrant.functions.api.Page.Wanted;
import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The operations on aliases: names for versions that can be moved.
final class AliasOperations {
    private final StoredFunctions functions;

    AliasOperations(StoredFunctions functions) {
        this.functions = functions;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of("CreateAlias", CreateAliasRequest::builder, this::createAlias),
                RestOperation.of("GetAlias", GetAliasRequest::builder, this::getAlias),
                RestOperation.of("UpdateAlias", UpdateAliasRequest::builder, this::updateAlias),
                RestOperation.of("DeleteAlias", DeleteAliasRequest::builder, this::deleteAlias),
                RestOperation.of("ListAliases", ListAliasesRequest::builder, this::listAliases));
    }

    private AliasConfiguration createAlias(CreateAliasRequest request, RestCall call) {
        FunctionName name = name(call, request.functionName());
        AliasConfiguration alias =
                AliasConfiguration.builder()
                        .name(request.name())
                        .aliasArn(name.arn() + ":" + request.name())
                        .functionVersion(request.functionVersion())
                        .description(Optional.ofNullable(request.description()).orElse(""))
                        .routingConfig(routing(request.routingConfig()))
                        .revisionId(UUID.randomUUID().toString())
                        .build();
        functions.change(
                name,
                before -> {
                    if (before.settings().aliases().containsKey(request.name())) {
                        throw new Conflict("Alias already exists: " + alias.aliasArn());
                    }
                    requireVersions(before, alias);
                    return before.with(before.settings().withAlias(alias));
                });
        return alias;
    }

    private AliasConfiguration getAlias(GetAliasRequest request, RestCall call) {
        return functions.require(name(call, request.functionName())).alias(request.name());
    }

    private AliasConfiguration updateAlias(UpdateAliasRequest request, RestCall call) {
        StoredFunction changed =
                functions.change(
                        name(call, request.functionName()),
                        before -> {
                            AliasConfiguration alias = before.alias(request.name());
                            Deployments.requireRevision(
                                    alias.revisionId(), Calls.text(request.revisionId()));
                            AliasConfiguration next = updated(alias, request);
                            requireVersions(before, next);
                            return before.with(before.settings().withAlias(next));
                        });
        return changed.alias(request.name());
    }

    private static AliasConfiguration updated(
            AliasConfiguration before, UpdateAliasRequest request) {
        AliasConfiguration.Builder next =
                before.toBuilder().revisionId(UUID.randomUUID().toString());
        Optional.ofNullable(request.functionVersion()).ifPresent(next::functionVersion);
        Optional.ofNullable(request.description()).ifPresent(next::description);
        if (request.routingConfig() != null) {
            next.routingConfig(routing(request.routingConfig()));
        }
        return next.build();
    }

    private static AliasRoutingConfiguration routing(AliasRoutingConfiguration given) {
        return given == null || given.additionalVersionWeights().isEmpty() ? null : given;
    }

    private static void requireVersions(StoredFunction function, AliasConfiguration alias) {
        requireVersion(function, alias.functionVersion());
        if (alias.routingConfig() == null) {
            return;
        }
        Map<String, Double> weights = alias.routingConfig().additionalVersionWeights();
        if (weights.size() > 1) {
            throw new InvalidParameter(
                    "Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        weights.keySet().forEach(version -> requireVersion(function, version));
        boolean latest =
                alias.functionVersion().equals(FunctionReference.LATEST)
                        || weights.containsKey(FunctionReference.LATEST);
        if (latest) {
            throw new InvalidParameter(
                    "$LATEST is not supported for an alias pointing to more than 1 version");
        }
        if (weights.containsKey(alias.functionVersion())) {
            throw new InvalidParameter(
                    "Invalid function version "
                            + alias.functionVersion()
                            + ". Function version "
                            + alias.functionVersion()
                            + " is already included in routing configuration.");
        }
    }

    /// Aliases name versions, not other aliases.
    private static void requireVersion(StoredFunction function, String version) {
        if (function.settings().aliases().containsKey(version)) {
            throw function.missing(version);
        }
        function.version(Optional.of(version));
    }

    private DeleteAliasResponse deleteAlias(DeleteAliasRequest request, RestCall call) {
        FunctionName name = name(call, request.functionName());
        if (functions.require(name).settings().aliases().containsKey(request.name())) {
            functions.change(
                    name, before -> before.with(before.settings().withoutAlias(request.name())));
        }
        return DeleteAliasResponse.builder().build();
    }

    private ListAliasesResponse listAliases(ListAliasesRequest request, RestCall call) {
        StoredFunction function = functions.require(name(call, request.functionName()));
        List<AliasConfiguration> all =
                function.settings().aliases().values().stream()
                        .filter(alias -> concerns(alias, request.functionVersion()))
                        .toList();
        Page<AliasConfiguration> page =
                Page.of(
                        all,
                        AliasConfiguration::name,
                        new Wanted(request.marker(), request.maxItems()));
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    /// @param version null for any
    private static boolean concerns(AliasConfiguration alias, String version) {
        return version == null
                || alias.functionVersion().equals(version)
                || (alias.routingConfig() != null
                        && alias.routingConfig().additionalVersionWeights().containsKey(version));
    }

    private static FunctionName name(RestCall call, String text) {
        return Calls.reference(call, text, null).name();
    }
}
