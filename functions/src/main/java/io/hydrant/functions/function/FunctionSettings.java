package io.hydrant.functions.function;

import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a function has beside its versions.
///
/// @param nextVersion the number of the next version that is published
/// @param reserved executions at once that are set aside for it
/// @param aliases by name
/// @param policies by qualifier; `$LATEST` for the one without
/// @param eventConfigs by qualifier; `$LATEST` for the one without
public record FunctionSettings(
        long nextVersion,
        Optional<Integer> reserved,
        SortedMap<String, String> tags,
        SortedMap<String, AliasConfiguration> aliases,
        SortedMap<String, ResourcePolicy> policies,
        SortedMap<String, FunctionEventInvokeConfig> eventConfigs) {
    public FunctionSettings {
        tags = copy(tags);
        aliases = copy(aliases);
        policies = copy(policies);
        eventConfigs = copy(eventConfigs);
    }

    public static FunctionSettings ofNew(SortedMap<String, String> tags) {
        return new FunctionSettings(
                1, Optional.empty(), tags, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    private static <T> SortedMap<String, T> copy(SortedMap<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    public FunctionSettings withNextVersion(long number) {
        return new FunctionSettings(number, reserved, tags, aliases, policies, eventConfigs);
    }

    public FunctionSettings withReserved(Optional<Integer> executions) {
        return new FunctionSettings(nextVersion, executions, tags, aliases, policies, eventConfigs);
    }

    public FunctionSettings withTags(SortedMap<String, String> others) {
        return new FunctionSettings(nextVersion, reserved, others, aliases, policies, eventConfigs);
    }

    public FunctionSettings withAlias(AliasConfiguration alias) {
        TreeMap<String, AliasConfiguration> next = new TreeMap<>(aliases);
        next.put(alias.name(), alias);
        return new FunctionSettings(nextVersion, reserved, tags, next, policies, eventConfigs);
    }

    public FunctionSettings withPolicy(String qualifier, ResourcePolicy policy) {
        TreeMap<String, ResourcePolicy> next = new TreeMap<>(policies);
        next.put(qualifier, policy);
        return new FunctionSettings(nextVersion, reserved, tags, aliases, next, eventConfigs);
    }

    public FunctionSettings withEventConfig(String qualifier, FunctionEventInvokeConfig config) {
        TreeMap<String, FunctionEventInvokeConfig> next = new TreeMap<>(eventConfigs);
        next.put(qualifier, config);
        return new FunctionSettings(nextVersion, reserved, tags, aliases, policies, next);
    }

    public FunctionSettings withoutPolicy(String qualifier) {
        TreeMap<String, ResourcePolicy> next = new TreeMap<>(policies);
        next.remove(qualifier);
        return new FunctionSettings(nextVersion, reserved, tags, aliases, next, eventConfigs);
    }

    public FunctionSettings withoutEventConfig(String qualifier) {
        TreeMap<String, FunctionEventInvokeConfig> next = new TreeMap<>(eventConfigs);
        next.remove(qualifier);
        return new FunctionSettings(nextVersion, reserved, tags, aliases, policies, next);
    }

    /// Without an alias, its policy and its event configuration.
    public FunctionSettings withoutAlias(String name) {
        TreeMap<String, AliasConfiguration> next = new TreeMap<>(aliases);
        next.remove(name);
        return new FunctionSettings(nextVersion, reserved, tags, next, policies, eventConfigs)
                .withoutPolicy(name)
                .withoutEventConfig(name);
    }
}
