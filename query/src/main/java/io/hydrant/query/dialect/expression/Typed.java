package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.SqlType;

/// An expression in the engine's dialect, that needs no brackets where it is put.
public record Typed(String sql, SqlType type) {}
