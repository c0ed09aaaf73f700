package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.intake.PayloadPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

class PutScannerTest {
    private final PutScanner scanner = new PutScanner(new PayloadPool(2));

    @Test
    void readsTheStreamAndTheRecordsOfABatch() {
        String body = batch("'QUJD'", "''", "'RA=='", "'RUY='");

        try (ScannedPut put = scanBatch(body).orElseThrow()) {
            assertThat(put.streamName()).isEqualTo("clicks");
            assertThat(put.frame().recordBytes()).containsExactly(3, 0, 1, 2);
            assertThat(text(put.frame().payload())).isEqualTo("ABCDEF");
            assertThat(put.frame().metadata().remaining()).isZero();
        }
    }

    @Test
    void readsAPutRecord() {
        String body = quoted("{'DeliveryStreamName':'a.b-c_9','Record':{'Data':'QUJD'}}");

        try (ScannedPut put = scanRecord(body).orElseThrow()) {
            assertThat(put.streamName()).isEqualTo("a.b-c_9");
            assertThat(text(put.frame().payload())).isEqualTo("ABC");
        }
        assertThat(scanBatch(body)).isEmpty();
        assertThat(scanRecord(batch("'QUJD'"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Records':[{'Data':'QUJD'}],'DeliveryStreamName':'clicks'}",
                " {\n"
                        + "\t'DeliveryStreamName' :\r\n"
                        + "'clicks' , 'Records' : [ { 'Data' : 'QUJD' } ] }\n",
            })
    void takesMembersInAnyOrderWithAnyWhiteSpace(String body) {
        try (ScannedPut put = scanBatch(quoted(body)).orElseThrow()) {
            assertThat(put.streamName()).isEqualTo("clicks");
            assertThat(text(put.frame().payload())).isEqualTo("ABC");
        }
    }

    @Test
    void takesEscapedSlashesInData() {
        String record = "????>>>>????".repeat(20);
        String text = Base64.getEncoder().encodeToString(ascii(record));

        String escaped = "'" + text.replace("/", "\\/") + "'";
        try (ScannedPut put = scanBatch(batch(escaped, "'QUJD'", escaped)).orElseThrow()) {
            assertThat(text(put.frame().payload())).isEqualTo(record + "ABC" + record);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "null",
                "{'DeliveryStreamName':'clicks'}",
                "{'Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':[]}",
                "{'DeliveryStreamName':'clicks','Records':null}",
                "{'DeliveryStreamName':null,'Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'','Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'cl icks','Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'cl\u00fccks','Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'clic\\u006bs','Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':7,'Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':{'Data':'QUJD'}}",
                "{'DeliveryStreamName':'clicks','Records':['QUJD']}",
                "{'DeliveryStreamName':'clicks','Records':[null]}",
                "{'DeliveryStreamName':'clicks','Records':[{}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':null}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':5}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':['QUJD']}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'data':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'D\\u0061ta':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD','Data':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD','More':1}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'}],'More':1}",
                "{'DeliveryStreamName':'clicks','DeliveryStreamName':'clicks'}",
                "{'Records':[{'Data':'QUJD'}],'Records':[{'Data':'QUJD'}]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'}]}x",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'}]}{}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'}]",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'},]}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'}],}",
                "{'DeliveryStreamName':'clicks','Records':[{'Data':'QUJD'} {'Data':'QUJD'}]}",
            })
    void leavesTheUnusualToTheGeneralPath(String body) {
        assertThat(scanBatch(quoted(body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Q",
                "QQ",
                "QQ=",
                "QUJ",
                "Q===",
                "====",
                "QQ==QQ==",
                "QU D",
                "QUJ*",
                "QUJ-",
                "QUJ_",
                "QUJD\\n",
                "QUJD\n",
                "QUJ\\",
                "\\u0051UJD",
                "QU\u00fc",
                "QQ==\\/",
                "QUJD\\/"
            })
    void leavesDoubtfulBase64ToTheGeneralPath(String data) {
        assertThat(scanBatch(batch("'" + data + "'"))).isEmpty();
    }

    @Test
    void leavesWhatBreaksALimitToTheGeneralPath() {
        String largest = data(1_024_000);
        assertThat(payloadBytes(batch(largest))).contains(1_024_000);
        assertThat(scanBatch(batch(data(1_024_001)))).isEmpty();
        assertThat(scanBatch(batch(data(5 << 20)))).isEmpty();
        assertThat(scanBatch(batch("'" + "\\/".repeat(1_365_340) + "'"))).isEmpty();

        int rest = (4 << 20) - 4 * 1_024_000;
        String full = data(rest);
        assertThat(payloadBytes(batch(largest, largest, largest, largest, full))).contains(4 << 20);
        String tooMuch = data(rest + 1);
        assertThat(scanBatch(batch(largest, largest, largest, largest, tooMuch))).isEmpty();

        assertThat(payloadBytes(batch(repeated(500)))).contains(500 * 3);
        assertThat(scanBatch(batch(repeated(501)))).isEmpty();

        String name = "n".repeat(64);
        assertThat(scanBatch(batch("'QUJD'").replace("clicks", name))).isPresent();
        assertThat(scanBatch(batch("'QUJD'").replace("clicks", name + "n"))).isEmpty();
    }

    @Test
    void looksAtNothingBehindTheBody() {
        byte[] body = ascii(batch("'QUJD'") + ",more");
        int bodyBytes = body.length - 5;

        assertThat(scanner.scanBatch(body, bodyBytes)).isPresent();
        for (int bytes = 0; bytes < bodyBytes; bytes++) {
            assertThat(scanner.scanBatch(body, bytes)).isEmpty();
        }
    }

    @Test
    void reusesBuffersOnlyOnceTheyAreGivenBack() {
        String first = batch(data('a', 100_000));
        String second = batch(data('b', 100_000));
        String third = batch(data('c', 100_000));

        ScannedPut kept = scanBatch(first).orElseThrow();
        ScannedPut alsoKept = scanBatch(second).orElseThrow();
        ScannedPut beyondThePool = scanBatch(third).orElseThrow();

        assertThat(kept.frame().payload().isDirect()).isTrue();
        assertThat(beyondThePool.frame().payload().isDirect()).isFalse();
        assertThat(text(kept.frame().payload())).isEqualTo("a".repeat(100_000));
        assertThat(text(alsoKept.frame().payload())).isEqualTo("b".repeat(100_000));
        assertThat(text(beyondThePool.frame().payload())).isEqualTo("c".repeat(100_000));
        kept.close();
        kept.close();
        try (ScannedPut reused = scanBatch(third).orElseThrow();
                ScannedPut alone = scanBatch(first).orElseThrow()) {
            assertThat(reused.frame().payload().isDirect()).isTrue();
            assertThat(alone.frame().payload().isDirect()).isFalse();
        }
        alsoKept.close();
    }

    private Optional<ScannedPut> scanBatch(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return scanner.scanBatch(bytes, bytes.length);
    }

    private Optional<ScannedPut> scanRecord(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return scanner.scanRecord(bytes, bytes.length);
    }

    private Optional<Integer> payloadBytes(String body) {
        Optional<ScannedPut> put = scanBatch(body);
        put.ifPresent(ScannedPut::close);
        return put.map(scanned -> scanned.frame().payload().remaining());
    }

    private static String batch(String... data) {
        String records =
                Arrays.stream(data)
                        .map(text -> "{'Data':" + text + "}")
                        .collect(Collectors.joining(","));
        return quoted("{'DeliveryStreamName':'clicks','Records':[" + records + "]}");
    }

    private static String data(int bytes) {
        return data('x', bytes);
    }

    private static String data(char fill, int bytes) {
        byte[] record = ascii(String.valueOf(fill).repeat(bytes));
        return "'" + Base64.getEncoder().encodeToString(record) + "'";
    }

    private static String[] repeated(int times) {
        List<String> data = Collections.nCopies(times, "'QUJD'");
        return data.toArray(new String[0]);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.ISO_8859_1.decode(payload.duplicate()).toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
