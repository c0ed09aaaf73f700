package io.hydrant.query.engine;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.refusal.QueryFailure.Cause;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine's errors as Athena's: code, colon, text. Paths of files become addresses of objects.
///
/// A text that begins with a code of its own, as raised by the engine's `error` function, is taken
/// as it is.
record EngineErrors(Path folder, FileNames names, ErrorWording wording) {
    private static final Pattern KIND =
            Pattern.compile("^([A-Za-z -]+?) Error: (.*)$", Pattern.DOTALL);
    private static final Pattern CODED = Pattern.compile("^[A-Z][A-Z_]{4,}: .*", Pattern.DOTALL);
    private static final Pattern CONTEXT =
            Pattern.compile("\\n\\s*\\n?LINE \\d+:.*$", Pattern.DOTALL);

    /// What an engine's error may say of a file's content.
    private static final List<String> BAD_FILE =
            List.of("parquet", "magic bytes", "thrift", "corrupt", "snappy", "zstd", "decompress");

    QueryFailure failure(SQLException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse(e.toString());
        FileMentions mentions = FileMentions.replace(message, folder, names);
        Optional<QueryFailure> told = mentions.any() ? Optional.empty() : wording.tell(message);
        if (told.isPresent()) {
            return told.get();
        }
        String text = CONTEXT.matcher(mentions.text()).replaceFirst("").strip();
        Matcher kind = KIND.matcher(text);
        if (!kind.matches()) {
            return failure(Cause.SYSTEM, "GENERIC_INTERNAL_ERROR", text, e);
        }
        String said = kind.group(2);
        if (CODED.matcher(said).matches()) {
            return new QueryFailure(Cause.USER, said, e);
        }
        return ofKind(kind.group(1), said, mentions.any(), e);
    }

    private static QueryFailure ofKind(
            String kind, String said, boolean ofFile, SQLException cause) {
        return switch (kind) {
            case "Out of Memory" ->
                    failure(
                            Cause.USER,
                            said.contains("max_temp_directory_size")
                                    ? "EXCEEDED_SPILL_LIMIT"
                                    : "EXCEEDED_MEMORY_LIMIT",
                            "Query exhausted resources at this scale factor. " + said,
                            cause);
            case "Conversion" ->
                    failure(
                            Cause.USER,
                            ofFile ? "HIVE_BAD_DATA" : "INVALID_CAST_ARGUMENT",
                            said,
                            cause);
            case "Out of Range" ->
                    said.toLowerCase(Locale.ROOT).contains("division by zero")
                            ? failure(Cause.USER, "DIVISION_BY_ZERO", "Division by zero", cause)
                            : failure(Cause.USER, "NUMERIC_VALUE_OUT_OF_RANGE", said, cause);
            case "IO" -> failure(Cause.SYSTEM, fileCode(said, ofFile), said, cause);
            case "Invalid Input" ->
                    failure(
                            Cause.USER,
                            isOfContent(said, ofFile)
                                    ? "HIVE_BAD_DATA"
                                    : "INVALID_FUNCTION_ARGUMENT",
                            said,
                            cause);
            case "Binder", "Mismatch Type" -> failure(Cause.USER, "TYPE_MISMATCH", said, cause);
            case "Permission" -> failure(Cause.USER, "PERMISSION_DENIED", said, cause);
            case "Not implemented" -> failure(Cause.USER, "NOT_SUPPORTED", said, cause);
            default ->
                    failure(
                            Cause.SYSTEM,
                            isOfContent(said, ofFile) ? "HIVE_BAD_DATA" : "GENERIC_INTERNAL_ERROR",
                            kind + " Error: " + said,
                            cause);
        };
    }

    private static String fileCode(String said, boolean ofFile) {
        if (isOfContent(said, ofFile)) {
            return "HIVE_BAD_DATA";
        }
        return ofFile ? "HIVE_CANNOT_OPEN_SPLIT" : "GENERIC_INTERNAL_ERROR";
    }

    private static boolean isOfContent(String said, boolean ofFile) {
        String lower = said.toLowerCase(Locale.ROOT);
        return ofFile && BAD_FILE.stream().anyMatch(lower::contains);
    }

    private static QueryFailure failure(Cause reason, String code, String text, SQLException e) {
        return new QueryFailure(reason, code + ": " + text, e);
    }
}
