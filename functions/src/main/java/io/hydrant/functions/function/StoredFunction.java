package io.hydrant.functions.function;

import io.hydrant.functions.refusal.NotFound;

import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A function as it is kept, at one moment: never changes.
///
/// @param id another one when a function of the same name is created again
/// @param revision of its row
/// @param published by number
public record StoredFunction(
        FunctionName name,
        String id,
        long revision,
        StoredVersion latest,
        SortedMap<Long, StoredVersion> published,
        FunctionSettings settings) {
    public StoredFunction {
        published = Collections.unmodifiableSortedMap(new TreeMap<>(published));
    }

    public StoredFunction with(StoredVersion other) {
        return new StoredFunction(name, id, revision, other, published, settings);
    }

    public StoredFunction with(FunctionSettings other) {
        return new StoredFunction(name, id, revision, latest, published, other);
    }

    public StoredFunction with(SortedMap<Long, StoredVersion> others) {
        return new StoredFunction(name, id, revision, latest, others, settings);
    }

    StoredFunction at(long row) {
        return new StoredFunction(name, id, row, latest, published, settings);
    }

    /// A version by `$LATEST`, number or alias; of an alias its main one.
    ///
    /// @throws NotFound when the qualifier names nothing
    public StoredVersion version(Optional<String> qualifier) {
        if (qualifier.isEmpty() || qualifier.get().equals(FunctionReference.LATEST)) {
            return latest;
        }
        String text = qualifier.get();
        AliasConfiguration alias = settings.aliases().get(text);
        String number = alias == null ? text : alias.functionVersion();
        if (number.equals(FunctionReference.LATEST)) {
            return latest;
        }
        return number(number).orElseThrow(() -> missing(text));
    }

    private Optional<StoredVersion> number(String text) {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return !digits || text.isEmpty() || text.length() > 18
                ? Optional.empty()
                : Optional.ofNullable(published.get(Long.parseLong(text)));
    }

    public NotFound missing(String qualifier) {
        return new NotFound("Function not found: " + name.arn() + ":" + qualifier);
    }

    /// @throws NotFound when there is none of this name
    public AliasConfiguration alias(String alias) {
        AliasConfiguration found = settings.aliases().get(alias);
        if (found == null) {
            throw new NotFound("Cannot find alias arn: " + name.arn() + ":" + alias);
        }
        return found;
    }
}
