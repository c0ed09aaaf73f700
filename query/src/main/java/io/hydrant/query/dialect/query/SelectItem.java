package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Typed;

/// A column that a query selects.
///
/// @param value as it is computed: `GROUP BY` and `ORDER BY` mean this
/// @param selected as it is shown: of exactly the type that it is said to have
/// @param aggregated whether it is computed of many rows
record SelectItem(Typed value, String selected, OutputColumn column, boolean aggregated) {}
