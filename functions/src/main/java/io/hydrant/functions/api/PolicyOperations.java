package io.hydrant.functions.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.ResourcePolicy;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.PolicyTooLong;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The operations on resource policies: kept and shown, not enforced.
final class PolicyOperations {
    private static final int POLICY_BYTES_MAX = 20_480;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoredFunctions functions;

    PolicyOperations(StoredFunctions functions) {
        this.functions = functions;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                        "AddPermission", AddPermissionRequest::builder, this::addPermission),
                RestOperation.of("GetPolicy", GetPolicyRequest::builder, this::getPolicy),
                RestOperation.of(
                        "RemovePermission",
                        RemovePermissionRequest::builder,
                        this::removePermission));
    }

    private AddPermissionResponse addPermission(AddPermissionRequest request, RestCall call) {
        Unsupported.refuse(
                request.functionUrlAuthTypeAsString(), "FunctionUrlAuthType: function URLs");
        Unsupported.refuse(request.invokedViaFunctionUrl(), "InvokedViaFunctionUrl: function URLs");
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        String statement = statement(request, reference);
        functions.change(
                reference.name(),
                before -> {
                    before.version(reference.qualifier());
                    Optional<ResourcePolicy> policy = policy(before, reference);
                    requireRevision(policy, request.revisionId());
                    Map<String, String> statements =
                            new LinkedHashMap<>(
                                    policy.map(ResourcePolicy::statements).orElse(Map.of()));
                    if (statements.putIfAbsent(request.statementId(), statement) != null) {
                        throw new Conflict(
                                "The statement id ("
                                        + request.statementId()
                                        + ") provided already exists. Please provide a new"
                                        + " statement id, or remove the existing statement.");
                    }
                    return with(before, reference, statements);
                });
        return AddPermissionResponse.builder().statement(statement).build();
    }

    private static StoredFunction with(
            StoredFunction before, FunctionReference reference, Map<String, String> statements) {
        ResourcePolicy policy = new ResourcePolicy(UUID.randomUUID().toString(), statements);
        int bytes = policy.text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > POLICY_BYTES_MAX) {
            throw new PolicyTooLong(
                    "The final policy size ("
                            + bytes
                            + ") is bigger than the limit ("
                            + POLICY_BYTES_MAX
                            + ").");
        }
        return before.with(before.settings().withPolicy(qualifier(reference), policy));
    }

    private static String statement(AddPermissionRequest request, FunctionReference reference) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("Sid", request.statementId());
        statement.put("Effect", "Allow");
        String principal = request.principal();
        if (principal.equals("*")) {
            statement.put("Principal", principal);
        } else if (principal.contains(".") && !principal.startsWith("arn:")) {
            statement.putObject("Principal").put("Service", principal);
        } else {
            boolean account = principal.matches("\\d{12}");
            statement
                    .putObject("Principal")
                    .put("AWS", account ? "arn:aws:iam::" + principal + ":root" : principal);
        }
        statement.put("Action", request.action());
        statement.put("Resource", reference.arn());
        ObjectNode condition = JSON.createObjectNode();
        put(condition, "StringEquals", "AWS:SourceAccount", request.sourceAccount());
        put(condition, "StringEquals", "lambda:EventSourceToken", request.eventSourceToken());
        put(condition, "StringEquals", "aws:PrincipalOrgID", request.principalOrgID());
        put(condition, "ArnLike", "AWS:SourceArn", request.sourceArn());
        if (!condition.isEmpty()) {
            statement.set("Condition", condition);
        }
        return statement.toString();
    }

    private static void put(ObjectNode condition, String operator, String key, String value) {
        if (value != null) {
            condition.withObjectProperty(operator).put(key, value);
        }
    }

    private GetPolicyResponse getPolicy(GetPolicyRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        StoredFunction function = functions.require(reference.name());
        function.version(reference.qualifier());
        ResourcePolicy policy = policy(function, reference).orElseThrow(PolicyOperations::none);
        return GetPolicyResponse.builder()
                .policy(policy.text())
                .revisionId(policy.revision())
                .build();
    }

    private RemovePermissionResponse removePermission(
            RemovePermissionRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        functions.change(
                reference.name(),
                before -> {
                    before.version(reference.qualifier());
                    Optional<ResourcePolicy> policy = policy(before, reference);
                    Map<String, String> statements =
                            new LinkedHashMap<>(
                                    policy.orElseThrow(PolicyOperations::none).statements());
                    requireRevision(policy, request.revisionId());
                    if (statements.remove(request.statementId()) == null) {
                        throw new NotFound(
                                "Statement "
                                        + request.statementId()
                                        + " is not found in resource policy.");
                    }
                    return statements.isEmpty()
                            ? before.with(before.settings().withoutPolicy(qualifier(reference)))
                            : with(before, reference, statements);
                });
        return RemovePermissionResponse.builder().build();
    }

    private static void requireRevision(Optional<ResourcePolicy> policy, String believed) {
        String actual = policy.map(ResourcePolicy::revision).orElse("");
        Deployments.requireRevision(actual, Calls.text(believed));
    }

    private static NotFound none() {
        return new NotFound("The resource you requested does not exist.");
    }

    private static Optional<ResourcePolicy> policy(
            StoredFunction function, FunctionReference reference) {
        return Optional.ofNullable(function.settings().policies().get(qualifier(reference)));
    }

    private static String qualifier(FunctionReference reference) {
        return reference.qualifier().orElse(FunctionReference.LATEST);
    }
}
