package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Headers and rows are those of the TLC's files, as it published them.
class LineFormatsTest {
    private static final String YELLOW_2010 =
            "vendor_id,pickup_datetime,dropoff_datetime,passenger_count,trip_distance,"
                    + "pickup_longitude,pickup_latitude,rate_code,store_and_fwd_flag,"
                    + "dropoff_longitude,dropoff_latitude,payment_type,fare_amount,surcharge,"
                    + "mta_tax,tip_amount,tolls_amount,total_amount";
    private static final String YELLOW_2014 =
            "vendor_id, pickup_datetime, dropoff_datetime, passenger_count, trip_distance,"
                    + " pickup_longitude, pickup_latitude, rate_code, store_and_fwd_flag,"
                    + " dropoff_longitude, dropoff_latitude, payment_type, fare_amount, surcharge,"
                    + " mta_tax, tip_amount, tolls_amount, total_amount";
    private static final String YELLOW_2016 =
            "VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,"
                    + "RatecodeID,store_and_fwd_flag,PULocationID,DOLocationID,payment_type,"
                    + "fare_amount,extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,"
                    + "total_amount";
    private static final String GREEN_2022 =
            "VendorID,lpep_pickup_datetime,lpep_dropoff_datetime,store_and_fwd_flag,RatecodeID,"
                    + "PULocationID,DOLocationID,passenger_count,trip_distance,fare_amount,extra,"
                    + "mta_tax,tip_amount,tolls_amount,ehail_fee,improvement_surcharge,"
                    + "total_amount,payment_type,trip_type,congestion_surcharge";

    @Test
    void makesTheEventsOfTripsWithCoordinates() throws BrokenLine {
        String row =
                "VTS,2010-01-26 07:41:00,2010-01-26 07:45:00,1,.75,-73.956778,"
                        + "40.767749999999999,1,,-73.965957000000003,40.765231999999997,CAS,4.5,"
                        + "0,0.5,0,0,5";
        String event =
                "{\"vendor_id\":\"VTS\",\"pickup_datetime\":\"2010-01-26T07:41:00.000Z\",\"dropoff_datetime\":\"2010-01-26T07:45:00.000Z\",\"passenger_count\":1,\"trip_distance\":0.75,\"pickup_longitude\":-73.956778,\"pickup_latitude\":40.767749999999999,\"rate_code\":1,\"dropoff_longitude\":-73.965957000000003,\"dropoff_latitude\":40.765231999999997,\"payment_type\":\"CAS\",\"fare_amount\":4.5,\"surcharge\":0,\"mta_tax\":0.5,\"tip_amount\":0,\"tolls_amount\":0,\"total_amount\":5,\"trip_id\":7,\"type\":\"trip\"}\n";

        assertThat(event(YELLOW_2010, row, 7)).isEqualTo(event);
        assertThat(event(YELLOW_2014, row, 7)).isEqualTo(event);
    }

    @Test
    void makesTheEventsOfTripsWithLocationIds() throws BrokenLine {
        String row =
                "1,2016-07-10 06:56:05,2016-07-10 06:59:53,1,.50,1,N,263,236,1,4.5,1,0.5,2.7,0,"
                        + "0.3,9,,";
        assertThat(event(YELLOW_2016, row, 1))
                .isEqualTo(
                        "{\"vendor_id\":\"1\",\"pickup_datetime\":\"2016-07-10T06:56:05.000Z\","
                                + "\"dropoff_datetime\":\"2016-07-10T06:59:53.000Z\","
                                + "\"passenger_count\":1,\"trip_distance\":0.50,\"rate_code\":1,"
                                + "\"store_and_fwd_flag\":\"N\",\"pickup_location_id\":263,"
                                + "\"dropoff_location_id\":236,\"payment_type\":\"1\","
                                + "\"fare_amount\":4.5,\"surcharge\":1,\"mta_tax\":0.5,"
                                + "\"tip_amount\":2.7,\"tolls_amount\":0,"
                                + "\"improvement_surcharge\":0.3,\"total_amount\":9,\"trip_id\":1,"
                                + "\"type\":\"trip\"}\n");
    }

    @Test
    void writesTheGreenTaxisWholeNumbersWithoutFraction() throws BrokenLine, IOException {
        String event =
                event(
                        GREEN_2022,
                        "2,2022-01-01 00:14:21,2022-01-01 00:15:33,N,1.0,42,42,1.0,0.44,3.5,0.5,"
                                + "0.5,0.0,0.0,,0.3,4.8,2.0,1.0,0.0",
                        1);

        assertThat(event)
                .contains("\"rate_code\":1,")
                .contains("\"passenger_count\":1,")
                .contains("\"payment_type\":\"2\"")
                .contains("\"trip_type\":1,")
                .contains("\"congestion_surcharge\":0.0")
                .doesNotContain("ehail_fee");
        JsonNode parsed = new ObjectMapper().readTree(event);
        assertThat(parsed.size()).isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource({
        "pickup_datetime, 2010-01-26T07:41:00.000Z",
        "dropoff_datetime, 2010-01-26T07:45:00.000Z",
    })
    void takesTheTimeThatIsAskedFor(String field, String time) throws BrokenLine {
        String row = "VTS,2010-01-26 07:41:00,2010-01-26 07:45:00" + ",".repeat(15);
        CsvFormat format = CsvFormat.of(bytes(YELLOW_2010), field);

        assertThat(EventTime.text(format.read(bytes(row)).timeMillis())).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    2026-01-01,7,x                | {"at":"2026-01-01","n":7,"what":"x"}
                    2026-01-01,-1.50,             | {"at":"2026-01-01","n":-1.50}
                    2026-01-01,007,1e5            | {"at":"2026-01-01","n":"007","what":"1e5"}
                    2026-01-01,.5,5.              | {"at":"2026-01-01","n":".5","what":"5."}
                    2026-01-01,"a ""b"", c",""    | {"at":"2026-01-01","n":"a \\"b\\", c"}
                    2026-01-01, 1 , two words     | {"at":"2026-01-01","n":1,"what":"two words"}
                    2026-01-01,"line\\break",ü    | {"at":"2026-01-01","n":"line\\\\break","what":"ü"}
                    """)
    void makesJsonOfAnyCsv(String row, String json) throws BrokenLine {
        assertThat(eventBy("at,n,what", row, "at")).isEqualTo(json + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    2026-01-01,7         | the row has 2 fields, the header 3
                    2026-01-01,7,x,y     | the row has 4 fields, the header 3
                    ,7,x                 | at is empty
                    soon,7,x             | 'soon' is no time
                    2026-01-01,"7,x      | the quotes of field 2 do not match
                    2026-01-01,"7"8,x    | the quotes of field 2 do not match
                    """)
    void refusesBrokenRows(String row, String reason) {
        assertThatThrownBy(() -> eventBy("at,n,what", row, "at"))
                .isInstanceOf(BrokenLine.class)
                .hasMessage(reason);
    }

    @Test
    void refusesTripsWhoseNumbersAreNone() {
        assertThatThrownBy(
                        () ->
                                event(
                                        YELLOW_2010,
                                        "VTS,2010-01-26 07:41:00,2010-01-26 07:45:00,one"
                                                + ",".repeat(14),
                                        1))
                .isInstanceOf(BrokenLine.class)
                .hasMessage("passenger_count is 'one', which is no number");
    }

    @Test
    void namesTheColumnsWhenThatOfTheTimeIsMissing() {
        assertThatThrownBy(() -> CsvFormat.of(bytes("a,b"), "dropoff_datetime"))
                .isInstanceOf(BrokenLine.class)
                .hasMessage(
                        "there is no column dropoff_datetime; --time-column names the one with the"
                                + " time of the event: a, b");
    }

    @Test
    void passesJsonOnAsItIs() throws BrokenLine {
        String line = "{ \"a\":{\"at\":\"x\"}, \"at\" : \"2026-01-01T00:00:01Z\",\"b\":[1 ]}";
        Event event = new JsonFormat("at").read(bytes(line));

        assertThat(new String(event.record(9), StandardCharsets.UTF_8)).isEqualTo(line + "\n");
        assertThat(event.timeMillis()).isEqualTo(1_767_225_601_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"b":1}            | there is no at; --time-field names the field with the time of the event
                    {"at":true}        | at is neither a text nor a number
                    {"at":"soon"}      | 'soon' is no time
                    [1]                | the line is no JSON object
                    """)
    void refusesJsonWithoutATime(String line, String reason) {
        assertThatThrownBy(() -> new JsonFormat("at").read(bytes(line)))
                .isInstanceOf(BrokenLine.class)
                .hasMessage(reason);
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> new JsonFormat("at").read(bytes("{\"b\":")))
                .isInstanceOf(BrokenLine.class)
                .hasMessageStartingWith("the line is no JSON: ");
    }

    private static String event(String header, String row, long number) throws BrokenLine {
        CsvFormat format = CsvFormat.of(bytes(header), "dropoff_datetime");
        return new String(format.read(bytes(row)).record(number), StandardCharsets.UTF_8);
    }

    private static String eventBy(String header, String row, String field) throws BrokenLine {
        CsvFormat format = CsvFormat.of(bytes(header), field);
        return new String(format.read(bytes(row)).record(1), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
