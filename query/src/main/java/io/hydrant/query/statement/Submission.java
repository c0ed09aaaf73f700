package io.hydrant.query.statement;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.List;

/// A statement as a client submits it, with all that its meaning depends on.
///
/// @param text one statement; a last semicolon is tolerated
/// @param database where names without one are looked for; `default` when the client names none
/// @param parameters SQL literals for its question marks, in order
/// @param executionId names temporary places and data files
/// @param outputLocation `s3://bucket/prefix/`: where statements that write data without naming a
///   place put it
public record Submission(
        AccountId account,
        Region region,
        String text,
        String database,
        List<String> parameters,
        String executionId,
        String outputLocation) {
    public Submission {
        parameters = List.copyOf(parameters);
    }
}
