package io.hydrant.catalog.store;

import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// The catalog of an account in a region.
public record CatalogScope(AccountId account, Region region) {
    ResourceScope of(EntityType type) {
        return new ResourceScope(type.typeName(), account, region);
    }

    public ResourceKey key(EntityType type, String rowName) {
        return of(type).key(rowName);
    }
}
