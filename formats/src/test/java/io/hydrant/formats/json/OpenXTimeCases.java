package io.hydrant.formats.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Dates and timestamps as OpenX takes them; more forms are in the tests of the timestamps' reader.
final class OpenXTimeCases {
    private static final String FORM = "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]";
    private static final String JSON = "org.openx.data.jsonserde.json.";

    private OpenXTimeCases() {}

    static List<CaseTable> tables() {
        return List.of(date(), texts(), numbers());
    }

    static long nanos(String instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(instant));
    }

    private static CaseTable date() {
        return CaseTable.openX("date")
                .takes("\"2026-09-07\"", LocalDate.of(2026, 9, 7))
                .takes("\"2026-9-7\"", LocalDate.of(2026, 9, 7))
                .takes("\"2026-9-17\"", LocalDate.of(2026, 9, 17))
                .takes("\"2026-12-7\"", LocalDate.of(2026, 12, 7))
                .takes("\"1969-12-31\"", LocalDate.of(1969, 12, 31))
                .takes("\"0000-01-01\"", LocalDate.of(0, 1, 1))
                .takes("\"9999-12-31\"", LocalDate.of(9999, 12, 31))
                .takes("\"2024-02-29\"", LocalDate.of(2024, 2, 29))
                .takes("\"2000-02-29\"", LocalDate.of(2000, 2, 29))
                .takes("null", null)
                .refuses("\"2023-02-29\"", "For input string: \"2023-02-29\"")
                .refuses("\"1900-02-29\"", "For input string: \"1900-02-29\"")
                .refuses("\"2026-04-31\"", "For input string: \"2026-04-31\"")
                .refuses("\"2026-13-01\"", "For input string: \"2026-13-01\"")
                .refuses("\"2026-00-01\"", "For input string: \"2026-00-01\"")
                .refuses("\"2026-01-00\"", "For input string: \"2026-01-00\"")
                .refuses("\"2026-1-\"", "For input string: \"2026-1-\"")
                .refuses("\"2026--1-1\"", "For input string: \"2026--1-1\"")
                .refuses("\"26-01-01\"", "For input string: \"26-01-01\"")
                .refuses("\"12026-01-01\"", "For input string: \"12026-01-01\"")
                .refuses("\"2026/01/01\"", "For input string: \"2026/01/01\"")
                .refuses("\"20260101\"", "For input string: \"20260101\"")
                .refuses("\" 2026-01-01\"", "For input string: \" 2026-01-01\"")
                .refuses("\"2026-01-01 \"", "For input string: \"2026-01-01 \"")
                .refuses("\"2026-01-01T00:00:00Z\"", "For input string: \"2026-01-01T00:00:00Z\"")
                .refuses("\"\"", "For input string: \"\"")
                .refuses("20260101", "For input string: \"20260101\"")
                .refuses("true", "java.lang.Boolean cannot be cast to java.sql.Date")
                .refuses("{}", JSON + "JSONObject cannot be cast to java.sql.Date");
    }

    private static CaseTable texts() {
        return CaseTable.openX("timestamp")
                .takes("\"2026-09-07 08:09:10\"", nanos("2026-09-07T08:09:10Z"))
                .takes("\"2026-9-7 8:9:1\"", nanos("2026-09-07T08:09:01Z"))
                .takes("\"2026-9-7 8:9:1.5\"", nanos("2026-09-07T08:09:01.5Z"))
                .takes("\"2026-09-07 08:09:10.123456789\"", nanos("2026-09-07T08:09:10.123456789Z"))
                .takes("\"2026-09-07T08:09:10Z\"", nanos("2026-09-07T08:09:10Z"))
                .takes("\"2026-09-07T08:09:10.25Z\"", nanos("2026-09-07T08:09:10.25Z"))
                .takes("\"1518033528\"", nanos("2018-02-07T19:58:48Z"))
                .takes("\"1518033528.123\"", nanos("2018-02-07T19:58:48.123Z"))
                .takes("\"1518033528123\"", nanos("2018-02-07T19:58:48.123Z"))
                .takes("\"1969-12-31 23:59:59.9\"", -100_000_000L)
                .takes("null", null)
                .refuses("\"2026-9-7T08:09:10Z\"", FORM)
                .refuses("\"2026-09-07T08:09:10\"", FORM)
                .refuses("\"2026-09-07T08:09:10+00:00\"", FORM)
                .refuses("\"2026-09-07 08:09:10+00:00\"", FORM)
                .refuses("\"2026-09-07 08:09:10Z\"", FORM)
                .refuses("\"2026-02-30 08:09:10\"", FORM)
                .refuses("\"2026-09-07 25:00:00\"", FORM)
                .refuses("\"2026-09-07 08:09\"", FORM)
                .refuses("\"2026-09-07\"", "For input string: \"2026-09-07\"")
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("\"\"", "For input string: \"\"")
                .refuses("true", "java.lang.Boolean cannot be cast to java.sql.Timestamp")
                .refuses("[1]", JSON + "JSONArray cannot be cast to java.sql.Timestamp")
                .refuses("{}", JSON + "JSONObject cannot be cast to java.sql.Timestamp");
    }

    private static CaseTable numbers() {
        return CaseTable.openX("timestamp")
                .takes("0", 0L)
                .takes("1518033528", nanos("2018-02-07T19:58:48Z"))
                .takes("1518033528.123", nanos("2018-02-07T19:58:48.123Z"))
                .takes("1518033528.123456789", nanos("2018-02-07T19:58:48.123456789Z"))
                .takes("1518033528.1234567899", nanos("2018-02-07T19:58:48.123456789Z"))
                .takes("1518033528123", nanos("2018-02-07T19:58:48.123Z"))
                .takes("1518033528123.5", nanos("2018-02-07T19:58:48.1235Z"))
                .takes("1.518033528e9", nanos("2018-02-07T19:58:48Z"))
                .takes("1.518033528123E12", nanos("2018-02-07T19:58:48.123Z"))
                .takes("-1", -1_000_000_000L)
                .takes("-0.000000001", -1L)
                .takes("-1518033528123", -1_518_033_528_123_000_000L)
                .takes("1000000000000", 1_000_000_000_000_000_000L)
                .takes("-1000000000000", -1_000_000_000_000_000_000L)
                .takes("999999999999", 999_999_999_999L * 1_000_000_000L)
                .takes("999999999999.5", 999_999_999_999L * 1_000_000_000L + 500_000_000L)
                .takes("9223372036854775807", Long.MAX_VALUE * 1_000_000L)
                .takes("1e-400", 0L)
                .refuses("9223372036854775808", "For input string: \"9223372036854775808\"")
                .refuses("1e30", "For input string: \"1e30\"")
                .refuses("9".repeat(400), "For input string: \"" + "9".repeat(400) + "\"");
    }
}
