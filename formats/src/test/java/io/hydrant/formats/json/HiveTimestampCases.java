package io.hydrant.formats.json;

import static io.hydrant.formats.json.OpenXTimeCases.nanos;

import java.util.List;

/// Timestamps as Hive's reader takes them, by formats.
final class HiveTimestampCases {
    private static final String FORM = "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]";

    private HiveTimestampCases() {}

    static List<CaseTable> tables() {
        return List.of(
                withoutFormats(),
                millis(),
                several(),
                of("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
                        .takes("\"2026-09-07T08:09:10.123Z\"", nanos("2026-09-07T08:09:10.123Z"))
                        .takes("\"2026-09-07t08:09:10.1+0200\"", nanos("2026-09-07T06:09:10.1Z"))
                        .takes("\"2026-9-7T8:9:1.5-01:30\"", nanos("2026-09-07T09:39:01.5Z"))
                        .takes("\"2026-09-07T08:09:10.123+02\"", nanos("2026-09-07T06:09:10.123Z"))
                        .takes("\"2026-09-07 08:09:10.5\"", nanos("2026-09-07T08:09:10.5Z"))
                        .refuses("\"2026-09-07T08:09:10Z\"", FORM)
                        .refuses("\"2026-09-07T08:09:10.1234Z\"", FORM)
                        .refuses("\"2026-09-07T08:09:10.123\"", FORM)
                        .refuses("\"2026-09-07T08:09:10.123+2500\"", FORM)
                        .refuses("\"2026-02-30T08:09:10.123Z\"", FORM)
                        .refuses("\"2026-09-07T24:09:10.123Z\"", FORM),
                of("yyyyMMddHHmmss")
                        .takes("\"20260907080910\"", nanos("2026-09-07T08:09:10Z"))
                        .takes("20260907080910", nanos("2026-09-07T08:09:10Z"))
                        .refuses("\"2026090708091x\"", FORM)
                        .refuses("\"202609070809100\"", FORM),
                of("dd/MMM/yyyy:HH:mm:ss ZZ")
                        .takes("\"07/Sep/2026:08:09:10 +0000\"", nanos("2026-09-07T08:09:10Z"))
                        .takes("\"7/september/2026:8:9:10 Z\"", nanos("2026-09-07T08:09:10Z"))
                        .refuses("\"07/Sepp/2026:08:09:10 +0000\"", FORM),
                of("EEE MMM d HH:mm:ss z yyyy")
                        .takes("\"Mon Sep 7 08:09:10 UTC 2026\"", nanos("2026-09-07T08:09:10Z"))
                        .takes("\"Monday Sep 7 08:09:10 EDT 2026\"", nanos("2026-09-07T12:09:10Z"))
                        .refuses("\"Tue Sep 7 08:09:10 UTC 2026\"", FORM)
                        .refuses("\"Mon Sep 7 08:09:10 XYZ 2026\"", FORM),
                of("M/d/yy h:mm a")
                        .takes("\"9/7/26 12:05 AM\"", nanos("2026-09-07T00:05:00Z"))
                        .takes("\"9/7/26 12:05 pm\"", nanos("2026-09-07T12:05:00Z"))
                        .takes("\"9/7/99 1:05 PM\"", nanos("1999-09-07T13:05:00Z"))
                        .takes("\"9/7/2026 1:05 PM\"", nanos("2026-09-07T13:05:00Z"))
                        .refuses("\"9/7/26 13:05 PM\"", FORM)
                        .refuses("\"9/7/26 0:05 PM\"", FORM),
                of("yyyy-DDD")
                        .takes("\"2024-366\"", nanos("2024-12-31T00:00:00Z"))
                        .takes("\"2026-1\"", nanos("2026-01-01T00:00:00Z"))
                        .refuses("\"2026-366\"", FORM),
                of("yyyy-MM-dd HH:mm:ss ZZZ")
                        .takes(
                                "\"2026-09-07 08:09:10 Europe/Berlin\"",
                                nanos("2026-09-07T06:09:10Z"))
                        .refuses("\"2026-03-29 02:30:00 Europe/Berlin\"", FORM)
                        .refuses("\"2026-09-07 08:09:10 Europe/Nowhere\"", FORM),
                of("yyyy 'o''clock' kk SSSSSSSSS")
                        .takes(
                                "\"2026 O'CLOCK 24 123456789\"",
                                nanos("2026-01-01T00:00:00.123456789Z"))
                        .takes("\"2026 o'clock 7 5\"", nanos("2026-01-01T07:00:00.5Z")),
                of("HH:mm").takes("\"08:09\"", nanos("1970-01-01T08:09:00Z")));
    }

    private static CaseTable of(String... formats) {
        JsonDialect dialect = new JsonDialect.Hive(List.of(formats));
        return CaseTable.of("Hive " + String.join(", ", formats), dialect, "c:timestamp");
    }

    private static CaseTable withoutFormats() {
        return of().takes("\"2026-09-07 08:09:10\"", nanos("2026-09-07T08:09:10Z"))
                .takes("\"2026-9-7 8:9:1.5\"", nanos("2026-09-07T08:09:01.5Z"))
                .takes("null", null)
                .refuses("\"2026-09-07T08:09:10Z\"", FORM)
                .refuses("1518033528", FORM)
                .refuses("\"1518033528\"", FORM)
                .refuses("true", FORM)
                .refuses("\"\"", FORM)
                .malformed(
                        "{\"c\":[1]}",
                        "One or more fields have incorrect format."
                                + " Exception when validating field (root)");
    }

    private static CaseTable millis() {
        return of("millis")
                .takes("1518033528123", nanos("2018-02-07T19:58:48.123Z"))
                .takes("\"1518033528123\"", nanos("2018-02-07T19:58:48.123Z"))
                .takes("1518033528123.456", nanos("2018-02-07T19:58:48.123456Z"))
                .takes("1000", 1_000_000_000L)
                .takes("0", 0L)
                .takes("-1", -1_000_000L)
                .takes("\"2026-09-07 08:09:10\"", nanos("2026-09-07T08:09:10Z"))
                .refuses("1.5e12", FORM)
                .refuses("\"+1\"", FORM)
                .refuses("\"1.\"", FORM)
                .refuses("\".5\"", FORM)
                .refuses("\"\"", FORM)
                .refuses("99999999999999999999", FORM);
    }

    private static CaseTable several() {
        return of("yyyy-MM-dd", "millis", "yyyy-MM-dd'T'HH:mm")
                .takes("\"2026-09-07\"", nanos("2026-09-07T00:00:00Z"))
                .takes("\"2026-09-07T08:09\"", nanos("2026-09-07T08:09:00Z"))
                .takes("1000", 1_000_000_000L)
                .takes("\"2026-9-7 8:9:1\"", nanos("2026-09-07T08:09:01Z"))
                .refuses("\"oops\"", FORM);
    }
}
