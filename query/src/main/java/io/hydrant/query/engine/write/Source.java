package io.hydrant.query.engine.write;

import io.hydrant.query.dialect.TranslatedQuery;

import java.util.List;

/// The rows that a statement writes.
///
/// @param parameters bound to the query's question marks in order
/// @param executionId of the statement: names its files
/// @param outputLocation `s3://bucket/prefix/`: where its list of files goes, and its files if they
///   have no other place
public record Source(
        TranslatedQuery query, List<?> parameters, String executionId, String outputLocation) {
    public Source {
        parameters = List.copyOf(parameters);
    }
}
