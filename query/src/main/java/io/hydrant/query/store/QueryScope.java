package io.hydrant.query.store;

import io.hydrant.control.NameRange;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// An account in a region: work groups, executions and all else belong to one.
public record QueryScope(AccountId account, Region region) {
    private static final String PAST_ALL_NAMES = Character.toString(Character.MAX_CODE_POINT);

    /// Every name there is.
    public static final NameRange ALL = new NameRange("", PAST_ALL_NAMES);

    public ResourceScope rows(RowType type) {
        return new ResourceScope(type.typeName(), account, region);
    }

    public ResourceKey key(RowType type, String name) {
        return rows(type).key(name);
    }

    /// Names that begin with `parent/`.
    public static NameRange under(String parent) {
        return new NameRange(parent + "/", parent + "/" + PAST_ALL_NAMES);
    }
}
