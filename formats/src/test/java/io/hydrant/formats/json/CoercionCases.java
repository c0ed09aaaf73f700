package io.hydrant.formats.json;

import java.util.List;
import java.util.stream.Stream;

/// The table that every reader of records is held to.
public final class CoercionCases {
    private CoercionCases() {}

    public static List<CoercionCase> all() {
        return Stream.of(
                        DocumentCases.tables(),
                        OpenXNumberCases.tables(),
                        OpenXTextCases.tables(),
                        OpenXTimeCases.tables(),
                        OpenXNestedCases.tables(),
                        OpenXKeyCases.tables(),
                        HiveScalarCases.tables(),
                        HiveTimestampCases.tables(),
                        HiveNestedCases.tables())
                .flatMap(List::stream)
                .flatMap(table -> table.cases().stream())
                .toList();
    }
}
