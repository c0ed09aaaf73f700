package io.hydrant.delivery.jq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class FastWayTest {
    private static final int QUERIES = 1500;
    private static final int RECORDS_EACH = 12;

    @Test
    void givesWhatTheGeneralWayGivesForRandomQueriesAndHostileRecords() {
        int decided = 0;
        for (long seed = 0; seed < QUERIES; seed++) {
            RandomQueries source = new RandomQueries(seed);
            String program = source.query();
            MetadataQuery query = MetadataQuery.compile(program);
            for (int i = 0; i < RECORDS_EACH; i++) {
                byte[] record = source.record();
                assertThat(query.evaluate(ByteBuffer.wrap(record)))
                        .as(
                                "seed %s: %s of %s",
                                seed, program, new String(record, StandardCharsets.UTF_8))
                        .isEqualTo(query.evaluateGenerally(ByteBuffer.wrap(record)));
                decided += query.fastKeys(record).isEmpty() ? 0 : 1;
            }
        }
        assertThat(decided).isGreaterThan(QUERIES);
    }

    @Test
    void tellsWhichWayDecidesOfARecord() {
        MetadataQuery query = MetadataQuery.compile("{k:.a}");

        assertThat(query.wayOf(record("{\"a\":1}"))).isEqualTo(MetadataQuery.Way.FAST);
        assertThat(query.wayOf(record("{\"a\":null}"))).isEqualTo(MetadataQuery.Way.GENERAL);
        assertThat(query.wayOf(record("{"))).isEqualTo(MetadataQuery.Way.GENERAL);
    }

    private static ByteBuffer record(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesTheQueriesOfTheDocumentation() {
        for (String program :
                new String[] {
                    "{customer_id:.customer_id,device:.type.device,"
                            + "year:.event_timestamp|strftime(\"%Y\")}",
                    "{y:(.ts_ms/1000|strftime(\"%Y\"))}",
                    "{k:(if .a==\"\" then \"x\" else .a end)}",
                    "{k:(.a // \"x\"), l:.b|ascii_downcase, m:.c[0:4], n:.d|split(\"-\")[1]}"
                }) {
            assertThat(MetadataQuery.compile(program).isFast()).as(program).isTrue();
        }
    }

    @Test
    void leavesToTheGeneralWayWhatMayHaveOtherThanOneOutput() {
        for (String program :
                new String[] {"{k:(.a[])}", "{k:(.a,.b)}", "{k:(empty)}", ". as $x | {k:$x.a}"}) {
            assertThat(MetadataQuery.compile(program).isFast()).as(program).isFalse();
        }
    }

    @Test
    void readsDirectBuffersAndSlicesWithoutMovingThem() {
        byte[] bytes = "xx{\"a\":\"v\"}yy".getBytes(StandardCharsets.UTF_8);
        ByteBuffer heap = ByteBuffer.wrap(bytes, 2, bytes.length - 4);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        direct.position(2).limit(bytes.length - 2);
        MetadataQuery query = MetadataQuery.compile("{k:.a}");
        assertThat(query.evaluate(heap)).isEqualTo(query.evaluate(direct));
        assertThat(query.evaluate(heap)).isInstanceOf(QueryResult.Keys.class);
        assertThat(heap.position()).isEqualTo(2);
        assertThat(direct.position()).isEqualTo(2);
        assertThat(query.evaluate(direct.asReadOnlyBuffer())).isEqualTo(query.evaluate(heap));
    }
}
