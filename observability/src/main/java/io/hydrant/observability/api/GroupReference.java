package io.hydrant.observability.api;

import io.hydrant.kernel.name.Arn;
import io.hydrant.observability.logs.GroupName;
import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.refusal.ExclusiveParameters;
import io.hydrant.observability.logs.refusal.GroupNotFound;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.wire.json.ApiCall;

/// Which group a request means. Resources of other accounts and regions are not there.
final class GroupReference {
    private static final String GROUP = "log-group:";

    private GroupReference() {}

    static GroupName named(ApiCall call, String name) {
        return new GroupName(call.caller().account(), call.caller().region(), name);
    }

    /// The group named by one of two parameters.
    ///
    /// @param name null when the request has none
    /// @param identifier a name or ARN; null when the request has none
    static LogGroup group(LogStore store, ApiCall call, String name, String identifier) {
        if (name != null && identifier != null) {
            throw new ExclusiveParameters(
                    "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
        }
        if (name != null) {
            return store.group(named(call, name));
        }
        if (identifier != null) {
            return identified(store, call, identifier);
        }
        throw new InvalidParameter("Either a LogGroup name or a LogGroup ARN must be given.");
    }

    /// @param identifier a name or ARN
    static LogGroup identified(LogStore store, ApiCall call, String identifier) {
        return identifier.startsWith("arn:")
                ? ofArn(store, call, identifier)
                : store.group(named(call, identifier));
    }

    /// The group of an ARN, with or without `:*` at its end.
    ///
    /// @throws InvalidParameter if it is none of a log group
    static LogGroup ofArn(LogStore store, ApiCall call, String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6
                || !parts[0].equals("arn")
                || !parts[2].equals("logs")
                || !parts[5].startsWith(GROUP)) {
            throw new InvalidParameter("'" + arn + "' is not the ARN of a log group.");
        }
        String name = parts[5].substring(GROUP.length());
        int colon = name.indexOf(':');
        String group = colon < 0 ? name : name.substring(0, colon);
        boolean own =
                parts[3].equals(call.caller().region().value())
                        && parts[4].equals(call.caller().account().value());
        if (!own || group.isEmpty()) {
            throw new GroupNotFound(arn);
        }
        return store.group(named(call, group));
    }

    /// The ARN of a stream of a group.
    static Arn streamArn(GroupName group, String stream) {
        return Arn.of(
                "logs",
                group.region(),
                group.account(),
                GROUP + group.name() + ":log-stream:" + stream);
    }
}
