package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.type.SqlType;

import java.util.Optional;

/// A column of a translated query. The engine knows it as `c` and its position.
///
/// @param name lower case; empty when the query gives none
/// @param origin as that of [Field]
public record OutputColumn(Optional<String> name, SqlType type, Optional<Field.Origin> origin) {
    OutputColumn withoutOrigin() {
        return new OutputColumn(name, type, Optional.empty());
    }

    static String engineName(int index) {
        return "c" + index;
    }
}
