package io.hydrant.control;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// Names a resource: unique by type, account, region and name.
///
/// @param type what kind of resource, such as `firehose.stream`; 1-64 characters
/// @param name 1-65,536 characters
public record ResourceKey(String type, AccountId account, Region region, String name) {
    public static final int NAME_CHARS_MAX = 65_536;

    public ResourceKey {
        if (type.isEmpty() || type.length() > 64) {
            throw new InvalidArgument("type must be 1-64 characters but was '" + type + "'");
        }
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
            throw new InvalidArgument("name must be 1-65,536 characters but had " + name.length());
        }
    }

    public ResourceScope scope() {
        return new ResourceScope(type, account, region);
    }

    @Override
    public String toString() {
        return type + " " + account + "/" + region + "/" + name;
    }
}
