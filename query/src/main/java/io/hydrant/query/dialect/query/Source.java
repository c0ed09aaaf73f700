package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Field;

import java.util.List;

/// What follows `FROM`, and the fields that it gives.
///
/// @param single whether it is one relation, not a join: it can be sampled
record Source(String sql, List<Field> fields, boolean single) {
    Source {
        fields = List.copyOf(fields);
    }

    Source withoutOrigins() {
        return new Source(sql, fields.stream().map(Field::withoutOrigin).toList(), single);
    }
}
