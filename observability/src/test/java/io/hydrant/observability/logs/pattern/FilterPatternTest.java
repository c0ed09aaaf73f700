package io.hydrant.observability.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.observability.logs.refusal.InvalidParameter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of the CloudWatch Logs User Guide, "Filter pattern syntax", and what follows from
/// its rules.
class FilterPatternTest {
    /// A log line of a web server, as the guide has it.
    private static final String ACCESS =
            "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404"
                    + " 1534";

    /// The document of the guide's JSON examples, with a few members more.
    private static final String TRAIL =
            """
            {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111",
             "arrayKey": ["value", "another value"],
             "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
             "SomeObject": null, "cluster.name": "c", "detail-type": "x",
             "user": {"id": 1, "email": "John.Stiles@example.com", "admin": true, "locked": false},
             "bandwidth": 80, "latency": 49.5, "refreshRate": 60, "errorCode": 400,
             "number": [0.001, 1000], "text": "12", "version": "1.10", "empty": ""}
            """;

    private static boolean matches(String pattern, String message) {
        return FilterPattern.parse(pattern).matches(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    ERROR ~ [ERROR 400] BAD REQUEST ~ true
                    ERROR ~ [ERROR 401] UNAUTHORIZED REQUEST ~ true
                    ERROR ~ Exiting with ERRORCODE: -1 ~ true
                    ERROR ~ [error 400] bad request ~ false
                    error ~ [ERROR 400] BAD REQUEST ~ false
                    ERROR ARGUMENTS ~ [ERROR 419] MISSING ARGUMENTS ~ true
                    ERROR ARGUMENTS ~ [ERROR 420] INVALID ARGUMENTS ~ true
                    ERROR ARGUMENTS ~ [ERROR 400] BAD REQUEST ~ false
                    ?ERROR ?ARGUMENTS ~ [ERROR 400] BAD REQUEST ~ true
                    ?ERROR ?ARGUMENTS ~ MISSING ARGUMENTS ~ true
                    ?ERROR ?ARGUMENTS ~ [INFO] fine ~ false
                    ?"a b" ?%c+d% ~ xccd ~ true
                    ?"a b" ?%c+d% ~ a  b ~ false
                    "INTERNAL SERVER ERROR" ~ [ERROR 500] INTERNAL SERVER ERROR ~ true
                    "INTERNAL SERVER ERROR" ~ INTERNAL ERROR OF SERVER ~ false
                    ERROR -ARGUMENTS ~ [ERROR 400] BAD REQUEST ~ true
                    ERROR -ARGUMENTS ~ [ERROR 419] MISSING ARGUMENTS ~ false
                    -"BAD REQUEST" ~ [ERROR 400] BAD REQUEST ~ false
                    -"BAD REQUEST" ~ [ERROR 401] UNAUTHORIZED REQUEST ~ true
                    ?ERROR INFO ~ ERROR without it ~ false
                    ?ERROR INFO ~ INFO without it ~ true
                    "" ~ anything ~ true
                    " " ~ any thing ~ true
                    " " ~ anything ~ false
                    "[ERROR 400]" ~ [ERROR 400] BAD ~ true
                    "say \\"x\\"" ~ say "x" ~ true
                    "a\\\\b" ~ a\\b ~ true
                    %AUTHORIZED% ~ [ERROR 401] UNAUTHORIZED REQUEST ~ true
                    %AUTHORIZED% ~ [SUCCESS 200] AUTHORIZED REQUEST ~ true
                    %AUTHORIZED% ~ authorized ~ false
                    %AUTHORI[SZ]ED% REQUEST ~ UNAUTHORISED REQUEST ~ true
                    %AUTHORI[SZ]ED% REQUEST ~ UNAUTHORIXED REQUEST ~ false
                    -%4[0-9]{2}% ~ status 404 ~ false
                    -%4[0-9]{2}% ~ status 200 ~ true
                    request_id ~ the request_id is 1 ~ true
                    größe ~ die größe ist 1 ~ true
                    """)
    void looksForTerms(String pattern, String message, boolean wanted) {
        assertThat(matches(pattern, message)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    { $.eventType = "UpdateTrail" } ~ true
                    { $.eventType = UpdateTrail } ~ true
                    { $.eventType = "updatetrail" } ~ false
                    { $.eventType = "Update*" } ~ true
                    { $.eventType = "*Trail" } ~ true
                    { $.eventType = "*date*" } ~ true
                    { $.eventType = "*" } ~ true
                    { $.eventType = "U*p*d*l" } ~ true
                    { $.eventType = "Trail*" } ~ false
                    { $.eventType != "DeleteTrail" } ~ true
                    { $.eventType != "UpdateTrail" } ~ false
                    { $.sourceIPAddress != 123.123.* } ~ true
                    { $.sourceIPAddress = 111.111.* } ~ true
                    { $.sourceIPAddress = %^111\\.[0-9]+% } ~ true
                    { $.sourceIPAddress != %^111% } ~ false
                    { $.arrayKey[0] = "value" } ~ true
                    { $.arrayKey[1] = "value" } ~ false
                    { $.arrayKey[2] = "value" } ~ false
                    { $.arrayKey[*] = "another value" } ~ true
                    { $.objectList[1].id = 2 } ~ true
                    { $.objectList[0].id = 2 } ~ false
                    { $.objectList[*].name = "b" } ~ true
                    { $.SomeObject IS NULL } ~ true
                    { $.eventType IS NULL } ~ false
                    { $.SomeOtherObject IS NULL } ~ false
                    { $.SomeOtherObject NOT EXISTS } ~ true
                    { $.SomeObject NOT EXISTS } ~ false
                    { $.user.id NOT EXISTS } ~ false
                    { $.user.admin IS TRUE } ~ true
                    { $.user.admin is true } ~ true
                    { $.user.locked IS FALSE } ~ true
                    { $.user.locked IS TRUE } ~ false
                    { $.user.admin = true } ~ true
                    { $.bandwidth > 75 } ~ true
                    { $.bandwidth > 80 } ~ false
                    { $.latency < 50 } ~ true
                    { $.refreshRate >= 60 } ~ true
                    { $.refreshRate >= 60.5 } ~ false
                    { $.latency <= 49.5 } ~ true
                    { $.errorCode = 400 } ~ true
                    { $.errorCode = 400.0 } ~ true
                    { $.errorCode = 4e2 } ~ true
                    { $.errorCode != 500 } ~ true
                    { $.errorCode != 400 } ~ false
                    { $.errorCode = 4* } ~ true
                    { $.errorCode = 5* } ~ false
                    { $.number[0] = 1e-3 } ~ true
                    { $.number[0] != 1e+3 } ~ true
                    { $.number[1] = 1e+3 } ~ true
                    { $.text > 11 } ~ true
                    { $.version = "1.10" } ~ true
                    { $.version = "1.1" } ~ false
                    { $.eventType > 5 } ~ false
                    { $.missing = "x" } ~ false
                    { $.missing != "x" } ~ false
                    { $.SomeObject != "x" } ~ false
                    { $.user != "x" } ~ false
                    { $.empty = "" } ~ true
                    { $.detail-type = "x" } ~ true
                    { $["cluster.name"] = "c" } ~ true
                    { $['cluster.name'] = "c" } ~ true
                    { $.user.id = 1 && $.user.email = "John.Stiles@example.com" } ~ true
                    { $.user.id = 2 && $.user.email = "nonmatch" || $.errorCode = 400 } ~ true
                    { $.user.id = 2 && ($.user.email = "nonmatch" || $.errorCode = 400) } ~ false
                    { ($.user.id = 2 && $.user.email = "nonmatch") || $.errorCode = 400 } ~ true
                    {($.user.id=1)&&($.user.email="John.Stiles@example.com")} ~ true
                    { $.user.email = "John.Stiles*" || $.coordinates[0][1] = "nonmatch" } ~ true
                    { $.user.* = 1 } ~ true
                    { $.user.* = 2 } ~ false
                    """)
    void looksIntoDocuments(String pattern, boolean wanted) {
        assertThat(matches(pattern, TRAIL)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "{\"a\": 1", "\"eventType\"", "17", ""})
    void wantsNothingButDocumentsWithAJsonPattern(String message) {
        assertThat(matches("{ $.a NOT EXISTS }", message)).isFalse();
        assertThat(matches("{ $.a NOT EXISTS }", "[1, 2]")).isTrue();
        assertThat(matches("{ $[1] = 2 }", "[1, 2]\n")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    [ip, user, username, timestamp, request, status_code, bytes] ~ true
                    [ip, user, username, timestamp, request, status_code] ~ false
                    [ip, user, username, timestamp, request, status_code, bytes, more] ~ false
                    [ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request, status_code=4*, bytes] ~ true
                    [ip, user, username, timestamp, request = *html*, status_code = 4*, bytes] ~ true
                    [ip, user, username, timestamp, request = *xml*, status_code = 4*, bytes] ~ false
                    [..., request = *html*, status_code = 4*, bytes] ~ true
                    [..., status_code = 5*, bytes] ~ false
                    [ip, user, ...] ~ true
                    [..., bytes > 1500] ~ true
                    [..., bytes > 1534] ~ false
                    [ip, ..., bytes = 1534] ~ true
                    [..., status_code = 404 || status_code = 410, bytes] ~ true
                    [..., status_code = 400 || status_code = 410, bytes] ~ false
                    [..., status_code >= 400 && status_code < 500, bytes] ~ true
                    [..., status_code != 404 && status_code != 410, bytes] ~ false
                    [ip, user, username = frank, ...] ~ true
                    [ip, user, username = "frank", ...] ~ true
                    [ip, user, username != "frank", ...] ~ false
                    [ip, user, username, timestamp = "10/Oct/2000:13:25:15 -0700", ...] ~ true
                    [ip, user, username, timestamp = *Oct*, ...] ~ true
                    [...] ~ true
                    """)
    void looksAtWords(String pattern, boolean wanted) {
        assertThat(matches(pattern, ACCESS)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    [w1=ERROR, w2] ~ ERROR one ~ true
                    [w1=ERROR, w2] ~ ERROR one two ~ false
                    [w1=ERROR, w2] ~ WARN one ~ false
                    [w1=ERROR || w1=WARN, ...] ~ WARN one two ~ true
                    [w1!=ERROR && w1!=WARN, w2] ~ INFO one ~ true
                    [w1!=ERROR&&w1!=WARN, w2] ~ WARN one ~ false
                    [w1=INFO, w2=%^o.e$%] ~ INFO one ~ true
                    [w1=INFO, w2=%^o.e$%] ~ INFO ones ~ false
                    """)
    void looksAtTheFirstWords(String pattern, String message, boolean wanted) {
        assertThat(matches(pattern, message)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    %ab% ~ cab ~ true
                    %^ab% ~ cab ~ false
                    %ab$% ~ abc ~ false
                    %^ab$% ~ ab ~ true
                    %colou?r% ~ color ~ true
                    %colou?r% ~ colour ~ true
                    %ab*c% ~ ac ~ true
                    %ab*c% ~ abbbc ~ true
                    %ab+c% ~ ac ~ false
                    %a.c% ~ axc ~ true
                    %^a{3}$% ~ aaa ~ true
                    %^a{3}$% ~ aaaa ~ false
                    %^a{2,}$% ~ aaaa ~ true
                    %^a{2,3}$% ~ aaaa ~ false
                    %^a{2,3}$% ~ aa ~ true
                    %10|20% ~ x20 ~ true
                    %10|20% ~ x30 ~ false
                    %\\d\\D\\w\\W\\s\\S% ~ 1aa- b ~ true
                    %[^0-9]% ~ 123 ~ false
                    %[^0-9]% ~ 1€3 ~ true
                    %[a-c_.]+x% ~ b.x ~ true
                    %[]x]% ~ ] ~ true
                    %\\x41% ~ A ~ true
                    %a\\.b% ~ axb ~ false
                    %a\\%b% ~ a%b ~ true
                    %fault-[0-9]#=@/;,:% ~ fault-3#=@/;,: ~ true
                    """)
    void followsExpressions(String pattern, String message, boolean wanted) {
        assertThat(matches(pattern, message)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    Status: ~ Invalid character(s) in term ':'
                    a,b ~ Invalid character(s) in term ','
                    (a) ~ Invalid character(s) in term '('
                    a.b ~ Invalid character(s) in term '.'
                    a*  ~ Invalid character(s) in term '*'
                    { $."sc-status" = 5* } ~ Invalid character(s) in term '"'
                    { $.a = b c } ~ Invalid filter pattern '{ $.a = b c }': } was expected at character 11
                    { $.a = "b" ~ Invalid filter pattern '{ $.a = "b"': } was expected at character 12
                    { $.a } ~ Invalid filter pattern '{ $.a }': an operator such as = was expected at character 7
                    { a = 1 } ~ Invalid filter pattern '{ a = 1 }': $ was expected at character 3
                    { } ~ Invalid filter pattern '{ }': $ was expected at character 3
                    { $.a > "x" } ~ Invalid filter pattern '{ $.a > "x" }': <, >, <= and >= compare with numbers only
                    { $.a IS 5 } ~ Invalid filter pattern '{ $.a IS 5 }': NULL, TRUE or FALSE was expected after IS
                    { $.a NOT NULL } ~ Invalid filter pattern '{ $.a NOT NULL }': EXISTS was expected after NOT
                    { ($.a = 1 } ~ Invalid filter pattern '{ ($.a = 1 }': ) was expected at character 12
                    { $.a = 1 } x ~ Invalid character(s) in term 'x'
                    [a, b ~ Invalid filter pattern '[a, b': an operator such as = was expected at character 6
                    [a, ..., ...] ~ Invalid filter pattern '[a, ..., ...]': ... may stand once
                    [a = 1 || b = 2] ~ Invalid filter pattern '[a = 1 || b = 2]': conditions of one field must name it: a was expected, not b
                    "open ~ Invalid filter pattern '"open': " was expected at character 6
                    %open ~ Invalid filter pattern '%open': % was expected at character 6
                    { $.a = %a% && $.b = %b% && $.c = %c% } ~ Invalid filter pattern '{ $.a = %a% && $.b = %b% && $.c = %c% }': it may have 2 expressions but has 3
                    %something!% ~ Invalid character(s) in term '!'
                    %(a)% ~ Invalid character(s) in term '('
                    %a b% ~ Invalid character(s) in term ' '
                    %a{1000}% ~ Invalid filter pattern '%a{1000}%': a count must be 0-500 but was '1000'
                    %[a% ~ Invalid filter pattern '%[a%': [ has no ]
                    %% ~ Invalid filter pattern '%%': the expression is empty
                    """)
    void refusesWhatIsNoPattern(String pattern, String message) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(message);
    }

    @Test
    void boundsHowDeepConditionsNest() {
        String pattern = "{ " + "(".repeat(60) + "$.a = 1" + ")".repeat(60) + " }";
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .hasMessageContaining("more than 50 parentheses are open");
    }

    @Test
    @Timeout(30)
    void needsNoMoreTimeForHostileTexts() {
        String text = "a".repeat(100_000);
        assertThat(matches("%a*a*a*a*a*a*a*a*b%", text)).isFalse();
        assertThat(matches("{ $.a = \"*a*a*a*a*a*b\" }", "{\"a\":\"" + text + "\"}")).isFalse();
        assertThat(matches("{ $.a > 1 }", "{\"a\": 1e999999999}")).isFalse();
        assertThat(matches("{ $.a = 1 }", "[".repeat(100_000))).isFalse();
    }
}
