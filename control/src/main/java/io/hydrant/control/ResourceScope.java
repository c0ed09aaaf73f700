package io.hydrant.control;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// The resources of one type that live in one region of one account.
public record ResourceScope(String type, AccountId account, Region region) {
    public ResourceKey key(String name) {
        return new ResourceKey(type, account, region, name);
    }
}
