package io.hydrant.functions.deploy;

import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.InvalidParameter;

import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

import java.util.List;
import java.util.Optional;

/// What must hold of a function before something is done with it.
final class DeploymentRules {
    private DeploymentRules() {}

    static void requireSha(String actual, Optional<String> believed) {
        if (believed.isPresent() && !believed.get().equals(actual)) {
            throw new InvalidParameter(
                    "CodeSHA256 ("
                            + believed.get()
                            + ") is different from current CodeSHA256 in $LATEST ("
                            + actual
                            + "). Please try again with the CodeSHA256 in $LATEST.");
        }
    }

    static void requireUnreferenced(StoredFunction function, String version) {
        List<String> aliases =
                function.settings().aliases().values().stream()
                        .filter(
                                alias ->
                                        alias.functionVersion().equals(version)
                                                || (alias.routingConfig() != null
                                                        && alias.routingConfig()
                                                                .additionalVersionWeights()
                                                                .containsKey(version)))
                        .map(AliasConfiguration::name)
                        .toList();
        if (!aliases.isEmpty()) {
            throw new Conflict(
                    "Unable to delete version because the following aliases reference it: "
                            + aliases);
        }
    }
}
