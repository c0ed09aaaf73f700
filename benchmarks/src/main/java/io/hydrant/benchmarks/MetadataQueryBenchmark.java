package io.hydrant.benchmarks;

import io.hydrant.delivery.jq.MetadataQuery;
import io.hydrant.delivery.jq.QueryResult;
import io.hydrant.delivery.jq.evaluation.GeneralQuery;
import io.hydrant.delivery.jq.syntax.Parser;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// The partition keys of one record: by its bytes where that is possible, and over a tree.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class MetadataQueryBenchmark {
    private static final String CLICK =
            "{\"type\":{\"device\":\"mobile\",\"event\":\"user_clicked_submit_button\"},"
                    + "\"customer_id\":\"1234567890\",\"event_timestamp\":1565382027,"
                    + "\"region\":\"sample_region\"}";

    /// Which record, and what is asked of it.
    public enum Case {
        TRIP_ONE_KEY("{id:.trip_id}"),
        TRIP_DAY("{passengers:.passenger_count,day:.pickup_datetime[0:10]}"),
        CLICK_THREE_KEYS(
                "{customer_id:.customer_id,device:.type.device,"
                        + "year:.event_timestamp|strftime(\"%Y\")}"),
        CLICK_SIX_KEYS(
                "{customer_id:.customer_id,device:.type.device,"
                        + "year:.event_timestamp|strftime(\"%Y\"),"
                        + "month:.event_timestamp|strftime(\"%m\"),"
                        + "day:.event_timestamp|strftime(\"%d\"),"
                        + "hour:.event_timestamp|strftime(\"%H\")}");

        private final String program;

        Case(String program) {
            this.program = program;
        }
    }

    @Param public Case query;

    private byte[] record;
    private MetadataQuery both;
    private GeneralQuery general;

    @Setup
    public void compile() {
        TaxiTrips.Block trips = new TaxiTrips().block(1, TaxiTrips.Form.COMPACT, 0);
        record =
                query.name().startsWith("TRIP")
                        ? Arrays.copyOf(trips.bytes(), trips.ends()[0])
                        : CLICK.getBytes(StandardCharsets.UTF_8);
        both = MetadataQuery.compile(query.program);
        general = GeneralQuery.compile(Parser.parse(query.program), InstantSource.system());
    }

    @Benchmark
    public QueryResult fast() {
        return both.evaluate(ByteBuffer.wrap(record));
    }

    @Benchmark
    public GeneralQuery.Outcome general() {
        return general.evaluate(record, 0, record.length);
    }
}
