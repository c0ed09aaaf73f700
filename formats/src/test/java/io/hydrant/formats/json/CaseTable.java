package io.hydrant.formats.json;

import io.hydrant.formats.json.CoercionCase.Expected;
import io.hydrant.formats.json.Rejection.Cause;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes down cases of one dialect and one set of columns.
final class CaseTable {
    private final String name;
    private final JsonDialect dialect;
    private final String columns;
    private final List<CoercionCase> cases = new ArrayList<>();

    private CaseTable(String name, JsonDialect dialect, String columns) {
        this.name = name;
        this.dialect = dialect;
        this.columns = columns;
    }

    /// One column `c` of this type, OpenX with its defaults.
    static CaseTable openX(String type) {
        return of("OpenX", JsonDialect.OpenX.DEFAULTS, "c:" + type);
    }

    /// One column `c` of this type, Hive without formats.
    static CaseTable hive(String type) {
        return of("Hive", new JsonDialect.Hive(List.of()), "c:" + type);
    }

    static CaseTable of(String name, JsonDialect dialect, String columns) {
        return new CaseTable(name, dialect, columns);
    }

    List<CoercionCase> cases() {
        return cases;
    }

    /// The value of column `c`, and what it becomes.
    CaseTable takes(String json, Object value) {
        return row("{\"c\":" + json + "}", value);
    }

    /// The value of column `c`, and what the service says behind its words on the schema.
    CaseTable refuses(String json, String reason) {
        return mismatch("{\"c\":" + json + "}", reason);
    }

    /// A record that becomes one row of these values.
    CaseTable row(String json, Object... values) {
        return rows(json, Arrays.asList(values));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final CaseTable rows(String json, List<Object>... rows) {
        return add(utf8(json), new Expected.Rows(List.of(rows)));
    }

    CaseTable bytes(byte[] record, Object... values) {
        return add(record, new Expected.Rows(List.of(Arrays.asList(values))));
    }

    CaseTable mismatch(String json, String reason) {
        return malformed(json, "Data does not match the schema. " + reason);
    }

    CaseTable malformed(String json, String message) {
        Rejection rejection = new Rejection(Cause.MALFORMED_DATA, message);
        return add(utf8(json), new Expected.Rejected(rejection));
    }

    CaseTable unparsed(String json, String message) {
        Rejection rejection =
                new Rejection(Cause.PARSE_ERROR, "Encountered malformed JSON. " + message);
        return add(utf8(json), new Expected.Rejected(rejection));
    }

    CaseTable unparsedWith(String json, String partOfMessage) {
        return unparsedWith(utf8(json), partOfMessage);
    }

    CaseTable unparsedWith(byte[] record, String partOfMessage) {
        return add(record, new Expected.RejectedWith(Cause.PARSE_ERROR, partOfMessage));
    }

    private CaseTable add(byte[] record, Expected expected) {
        cases.add(new CoercionCase(name, dialect, columns, record, expected));
        return this;
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
