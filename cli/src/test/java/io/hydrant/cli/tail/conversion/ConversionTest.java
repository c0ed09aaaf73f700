package io.hydrant.cli.tail.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/// Expected values are what the Amazon Kinesis Agent 2.0.13 gives for the same input.
class ConversionTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T23:00:59.120Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    value1, value2,valu;e3,    value4;  | {"a":"value1","b":" value2","c":"valu\\ne3","d":"    value4"}
                    value1, value2,value3;              | {"a":"value1","b":" value2","c":"value3","d":null}
                    1,2,3,4,5;                          | {"a":"1","b":"2","c":"3","d":"4"}
                    1,,3,4;                             | {"a":"1","b":"","c":"3","d":"4"}
                    1,,,;                               | {"a":"1","b":null,"c":null,"d":null}
                    1,,,,5;                             | {"a":"1","b":"","c":"","d":""}
                    ,,,;                                | {"a":null,"b":null,"c":null,"d":null}
                    ,2;                                 | {"a":"","b":"2","c":null,"d":null}
                    ;                                   | {"a":"","b":null,"c":null,"d":null}
                    ~~                                  | {"a":"","b":null,"c":null,"d":null}
                    1,2                                 | {"a":"1","b":"2","c":null,"d":null}
                    "1,2",3;                            | {"a":"\\"1","b":"2\\"","c":"3","d":null}
                    a\\b,/c;                            | {"a":"a\\\\b","b":"/c","c":null,"d":null}
                    """)
    void makesMembersOfColumns(String record, String json) {
        Conversion conversion = csv(",").open(CLOCK);

        assertThat(convert(conversion, record.replace(';', '\n'))).contains(json + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\t", "\t"})
    void readsTabs(String delimiter) {
        assertThat(convert(csv(delimiter).open(CLOCK), "value1\t value2\tvalue3\t    value4\n"))
                .contains(
                        "{\"a\":\"value1\",\"b\":\" value2\",\"c\":\"value3\",\"d\":\"   "
                                + " value4\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    \\| ! 1|2|3
                    [|] ! 1|2|3
                    [,;]+ ! 1,;2;3
                    \\. ! 1.2.3
                    ab? ! 1a2ab3
                    :: ! 1::2::3
                    - ! 1-2-3
                    """)
    void takesTheDelimiterForARegularExpression(String delimiter, String record) {
        assertThat(convert(csv(delimiter).open(CLOCK), record + "\n"))
                .contains("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":null}\n");
    }

    @Test
    void keepsWindowsLineEndsInTheLastColumn() {
        assertThat(convert(csv(",").open(CLOCK), "1,2\r\n"))
                .contains("{\"a\":\"1\",\"b\":\"2\\r\",\"c\":null,\"d\":null}\n");
    }

    @Test
    void replacesMalformedBytesAndKeepsAllElse() {
        byte[] record = {
            '1', (byte) 0xff, ',', (byte) 0xe2, (byte) 0x82, (byte) 0xac, ',', 0, '\n'
        };

        assertThat(text(csv(",").open(CLOCK).convert(record)))
                .contains("{\"a\":\"1\ufffd\",\"b\":\"€\",\"c\":\"\\u0000\",\"d\":null}\n");
    }

    @Test
    void writesCharactersBeyondTheBasicPlaneAsTheyAre() {
        for (ConversionOption option : List.of(csv(","), csv("[,]"))) {
            assertThat(convert(option.open(CLOCK), "😀\n"))
                    .get()
                    .asString()
                    .contains("\"a\":\"😀\"");
        }
    }

    /// The short way must not be told from the general one.
    @Test
    void splitsAtSingleBytesJustAsByPattern() throws IOException {
        Conversion direct = csv(",").open(CLOCK);
        Conversion general = new CsvByPattern(csv(","));
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] record = randomRecord(random);

            byte[] converted = direct.convert(record).orElseThrow();

            assertThat(converted).isEqualTo(general.convert(record).orElseThrow());
            assertThat(new ObjectMapper().readTree(converted).size()).isEqualTo(4);
        }
        assertThat(direct).isInstanceOf(CsvColumns.class);
    }

    @Test
    void laterColumnsOfTheSameNameWin() {
        ConversionOption option =
                new ConversionOption.CsvToJson(List.of("a", "b", "a"), ",", JsonLayout.COMPACT);

        assertThat(convert(option.open(CLOCK), "1,2,3\n")).contains("{\"a\":\"3\",\"b\":\"2\"}\n");
    }

    @Test
    void printsPretty() {
        ConversionOption option =
                new ConversionOption.CsvToJson(List.of("a", "b"), ",", JsonLayout.PRETTYPRINT);

        assertThat(convert(option.open(CLOCK), "1\n"))
                .contains("{\n  \"a\" : \"1\",\n  \"b\" : null\n}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    true  | false | ~  {;  "a": 1,;  "b": 2  ;}  ;~ | {"a": 1,"b": 2}
                    false | false | ~  {;  "a": 1;}~                | ~  {  "a": 1}~
                    true  | true  | ~{;  "a": 1;};~                 | {\\\\n"a": 1\\\\n}
                    true  | false | ~;~                             | ~~
                    true  | true  | ~a;;b;;~                        | a\\\\n\\\\nb
                    """)
    void makesOneLineOfSeveral(boolean trimmed, boolean escaped, String record, String line) {
        ConversionOption option = new ConversionOption.SingleLine(trimmed, escaped);

        assertThat(convert(option.open(CLOCK), record.replace(';', '\n'))).contains(line + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    COMMONAPACHELOG   | 123.45.67.89 - - [27/Oct/2000:09:27:09 -0400] "GET /java/javaResources.html HTTP/1.0" 200 10450 | {"host":"123.45.67.89","ident":null,"authuser":null,"datetime":"27/Oct/2000:09:27:09 -0400","request":"GET /java/javaResources.html HTTP/1.0","response":"200","bytes":"10450"}
                    COMMONAPACHELOG   | lj1036.inktomisearch.com - joe [27/Oct/2000:09:27:09 -0400] "GET / HTTP/1.0" 304 - "-" "more" | {"host":"lj1036.inktomisearch.com","ident":null,"authuser":"joe","datetime":"27/Oct/2000:09:27:09 -0400","request":"GET / HTTP/1.0","response":"304","bytes":null}
                    COMBINEDAPACHELOG | 123.45.67.89 - - [27/Oct/2000:09:27:09 -0400] "GET /a HTTP/1.0" 200 10450 "-" "Mozilla/4.6 [en] (X11)" "ANY" | {"host":"123.45.67.89","ident":null,"authuser":null,"datetime":"27/Oct/2000:09:27:09 -0400","request":"GET /a HTTP/1.0","response":"200","bytes":"10450","referer":null,"agent":"Mozilla/4.6 [en] (X11)"}
                    APACHEERRORLOG    | [Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] File does not exist: /favicon.ico | {"timestamp":"Fri Sep 09 10:42:29.902022 2011","module":"core","severity":"error","processid":"35708","threadid":"4328636416","client":"72.15.99.187","message":"File does not exist: /favicon.ico"}
                    APACHEERRORLOG    | [Fri Sep 09 10:42:29 2011] [error] [pid 35708] [client 72.15.99.187:12345] gone | {"timestamp":"Fri Sep 09 10:42:29 2011","module":null,"severity":"error","processid":"35708","threadid":null,"client":"72.15.99.187:12345","message":"gone"}
                    SYSLOG            | Mar 12 12:00:08 server2 rcd[308]: Loaded 12 packages in 'ximian-red-carpet' (0.01878 seconds) | {"timestamp":"Mar 12 12:00:08","hostname":"server2","program":"rcd","processid":"308","message":"Loaded 12 packages in 'ximian-red-carpet' (0.01878 seconds)"}
                    SYSLOG            | Mar 12 12:01:02 server4 snort: - | {"timestamp":"Mar 12 12:01:02","hostname":"server4","program":"snort","processid":null,"message":"-"}
                    RFC3339SYSLOG     | 2026-01-31T22:59:59.123+01:00 server4 systemd[1]: Started. | {"timestamp":"2026-01-31T22:59:59.123+01:00","hostname":"server4","program":"systemd","processid":"1","message":"Started."}
                    """)
    void takesLogLinesApart(LogFormat format, String line, String json) {
        assertThat(convert(log(format.pattern()), line + "\n")).contains(json + "\n");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void leavesOutLinesThatDoNotMatch(LogFormat format) {
        assertThat(convert(log(format.pattern()), "something else\n")).isEmpty();
        assertThat(convert(log(format.pattern()), "\n")).isEmpty();
    }

    @Test
    void leavesOutAnAccessWithoutBytes() {
        String line = "123.45.67.89 - - [27/Oct/2000:09:27:09 -0400] \"GET / HTTP/1.0\" 200\n";

        assertThat(convert(log(LogFormat.COMMONAPACHELOG.pattern()), line)).isEmpty();
    }

    @Test
    void takesAPatternOfOnesOwn() {
        LogPattern pattern =
                new LogPattern(Pattern.compile("(\\S+) (\\S+)"), List.of("x", "y"), true);

        assertThat(convert(log(pattern), "1 -\n")).contains("{\"x\":\"1\",\"y\":null}\n");
    }

    @Test
    void refusesAPatternWithOtherThanOneGroupPerName() {
        assertThatThrownBy(() -> new LogPattern(Pattern.compile("(.)"), List.of("x", "y"), true))
                .hasMessage("the pattern has 1 groups but there are 2 field names");
    }

    @Test
    void saysWhenALineNeedsMoreStackThanThereIs() {
        Conversion conversion =
                log(new LogPattern(Pattern.compile("((?:a|b)*)"), List.of("x"), false));

        assertThatThrownBy(() -> conversion.convert("ab".repeat(500_000).getBytes()))
                .isInstanceOf(ConversionFailed.class);
    }

    @Test
    void wrapsARecordBesideItsMetadata() throws IOException {
        ConversionOption option =
                new ConversionOption.AddMetadata(
                        new ObjectMapper().readTree("{\"key\":\"value\",\"foo\":{\"bar\":1}}"),
                        false,
                        JsonLayout.COMPACT);

        assertThat(convert(option.open(CLOCK), "This is the \"data\"\n"))
                .contains(
                        "{\"metadata\":{\"key\":\"value\",\"foo\":{\"bar\":1}},\"data\":\"This is"
                                + " the \\\"data\\\"\"}\n");
    }

    @Test
    void putsTheTimeBeforeTheMetadata() throws IOException {
        ConversionOption option =
                new ConversionOption.AddMetadata(
                        new ObjectMapper().readTree("{}"), true, JsonLayout.COMPACT);

        assertThat(convert(option.open(CLOCK), "x"))
                .contains("{\"ts\":\"2026-01-31T23:00:59.120Z\",\"metadata\":{},\"data\":\"x\"}\n");
    }

    @Test
    void putsCurlyBracketsAroundARecord() {
        assertThat(convert(new ConversionOption.AddBrackets().open(CLOCK), "a: 1\n"))
                .contains("{a: 1\n}");
    }

    @Test
    void conversionsFollowEachOtherUntilOneLeavesTheRecordOut() {
        ConversionChain chain =
                ConversionChain.of(
                        List.of(
                                new ConversionOption.SingleLine(true, false),
                                new ConversionOption.LogToJson(
                                        new LogPattern(
                                                Pattern.compile("(\\d+)"), List.of("n"), false),
                                        JsonLayout.COMPACT)),
                        CLOCK);

        assertThat(convert(chain, " 1\n 2\n")).contains("{\"n\":\"12\"}\n");
        assertThat(convert(chain, "x\n")).isEmpty();
    }

    private static ConversionOption.CsvToJson csv(String delimiter) {
        return new ConversionOption.CsvToJson(
                List.of("a", "b", "c", "d"), delimiter, JsonLayout.COMPACT);
    }

    private static Conversion log(LogPattern pattern) {
        return new ConversionOption.LogToJson(pattern, JsonLayout.COMPACT).open(CLOCK);
    }

    private static byte[] randomRecord(Random random) {
        byte[] alphabet = {',', ',', 'a', '"', '\\', '\n', '\t', 1, (byte) 0xc3, (byte) 0xa4, 0x7f};
        byte[] record = new byte[random.nextInt(12)];
        for (int i = 0; i < record.length; i++) {
            record[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return record;
    }

    private static Optional<String> convert(Conversion conversion, String record) {
        return text(conversion.convert(record.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> text(Optional<byte[]> record) {
        return record.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
