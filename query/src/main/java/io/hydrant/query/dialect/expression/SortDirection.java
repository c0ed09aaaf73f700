package io.hydrant.query.dialect.expression;

import io.trino.sql.tree.SortItem;

/// How a key of `ORDER BY` is sorted. NULLs come last in both directions if the query says nothing.
public final class SortDirection {
    private SortDirection() {}

    /// What follows the key, with a blank before.
    public static String of(SortItem item) {
        String order = item.getOrdering() == SortItem.Ordering.ASCENDING ? " ASC" : " DESC";
        boolean nullsFirst = item.getNullOrdering() == SortItem.NullOrdering.FIRST;
        return order + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
