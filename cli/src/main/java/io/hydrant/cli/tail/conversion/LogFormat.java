package io.hydrant.cli.tail.conversion;

import java.util.List;
import java.util.regex.Pattern;

/// The agent's `logFormat`: formats that need no pattern of one's own.
///
/// Sources: Apache HTTP Server, mod_log_config and ErrorLogFormat; RFC 3164; RFC 3339.
public enum LogFormat {
    COMMONAPACHELOG(Patterns.ACCESS + ".*", Fields.COMMON, true),
    COMBINEDAPACHELOG(Patterns.ACCESS + " \"([^\"]+)\" \"([^\"]+)\".*", Fields.COMBINED, true),
    APACHEERRORLOG(
            "\\[("
                    + Patterns.ERROR_TIME
                    + ")\\] "
                    + "\\[(?:(\\w+):)?(\\w+)\\] "
                    + "\\[pid (\\d+)(?::tid (\\d+))?\\] "
                    + "\\[client ("
                    + Patterns.HOST
                    + "(?::[1-9]\\d*)?)\\] (.*)",
            List.of(
                    "timestamp",
                    "module",
                    "severity",
                    "processid",
                    "threadid",
                    "client",
                    "message"),
            true),
    SYSLOG("(" + Patterns.SYSLOG_TIME + ") " + Patterns.SYSLOG_REST, Fields.SYSLOG, false),
    RFC3339SYSLOG("(" + Patterns.RFC3339_TIME + ") " + Patterns.SYSLOG_REST, Fields.SYSLOG, false);

    private final LogPattern pattern;

    LogFormat(String regex, List<String> fieldNames, boolean dashIsNull) {
        this.pattern = new LogPattern(Pattern.compile(regex), fieldNames, dashIsNull);
    }

    public LogPattern pattern() {
        return pattern;
    }

    private static final class Fields {
        static final List<String> COMMON =
                List.of("host", "ident", "authuser", "datetime", "request", "response", "bytes");
        static final List<String> COMBINED =
                List.of(
                        "host",
                        "ident",
                        "authuser",
                        "datetime",
                        "request",
                        "response",
                        "bytes",
                        "referer",
                        "agent");
        static final List<String> SYSLOG =
                List.of("timestamp", "hostname", "program", "processid", "message");

        private Fields() {}
    }

    private static final class Patterns {
        static final String HOST = "(?:[\\w-]+(?:\\.[\\w-]+)*\\.?|[\\d.]+)";
        static final String WORD = "([\\w.-]+)";
        static final String DAY_OF_MONTH = "(?:0[1-9]|[12]\\d|3[01]|[1-9])";
        static final String DAY_OF_WEEK =
                "(?:Mon|Monday|Tue|Tuesday|Wed|Wednesday|Thu|Thursday|Fri|Friday|Sat|Saturday|Sun"
                        + "|Sunday)";
        static final String MONTH =
                "(?:Jan|January|Feb|February|Mar|March|Apr|April|May|Jun|June|Jul|July|Aug|August"
                        + "|Sep|September|Oct|October|Nov|November|Dec|December)";
        static final String TIME = "(?:2[0-3]|[01]?\\d):[0-5]\\d:(?:60|[0-5]?\\d)(?:[:.,]\\d+)?";
        static final String YEAR = "[1-9]\\d*";
        static final String ACCESS_TIME =
                DAY_OF_MONTH + "/" + MONTH + "/" + YEAR + ":" + TIME + "\\s[+-]?\\d+";
        static final String ERROR_TIME =
                String.join("\\s+", DAY_OF_WEEK, MONTH, DAY_OF_MONTH, TIME, YEAR);
        static final String SYSLOG_TIME = String.join("\\s+", MONTH, DAY_OF_MONTH, TIME);
        static final String RFC3339_TIME =
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)";
        static final String ACCESS =
                "("
                        + HOST
                        + ") "
                        + WORD
                        + " "
                        + WORD
                        + " \\[("
                        + ACCESS_TIME
                        + ")\\] "
                        + "\"([^\"]+)\" ([+-]?\\d+|-) ([+-]?\\d+|-)";
        static final String SYSLOG_REST =
                "(?:<\\d+.\\d+> )?" + WORD + " ([\\w./%-]+)(?:\\[([1-9]\\d*)\\])?: (.*)";

        private Patterns() {}
    }
}
