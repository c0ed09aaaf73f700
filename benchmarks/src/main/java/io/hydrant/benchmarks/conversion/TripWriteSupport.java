package io.hydrant.benchmarks.conversion;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

import java.util.Map;

/// Gives trips to parquet-java, field by field.
final class TripWriteSupport extends WriteSupport<Trip> {
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType(
                    """
                    message trip {
                      optional double pickup_latitude;
                      optional double pickup_longitude;
                      optional double dropoff_latitude;
                      optional double dropoff_longitude;
                      optional int64 trip_id;
                      optional double trip_distance;
                      optional int32 passenger_count;
                      optional int64 pickup_datetime (TIMESTAMP(MILLIS,true));
                      optional int64 dropoff_datetime (TIMESTAMP(MILLIS,true));
                      optional double total_amount;
                    }
                    """);

    private RecordConsumer consumer;

    @Override
    public String getName() {
        return "trip";
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in parquet-java all the same
    public WriteContext init(Configuration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Trip trip) {
        consumer.startMessage();
        number("pickup_latitude", 0, trip.pickupLatitude);
        number("pickup_longitude", 1, trip.pickupLongitude);
        number("dropoff_latitude", 2, trip.dropoffLatitude);
        number("dropoff_longitude", 3, trip.dropoffLongitude);
        number("trip_id", 4, trip.id);
        number("trip_distance", 5, trip.distance);
        consumer.startField("passenger_count", 6);
        consumer.addInteger(trip.passengerCount);
        consumer.endField("passenger_count", 6);
        number("pickup_datetime", 7, trip.pickupMillis);
        number("dropoff_datetime", 8, trip.dropoffMillis);
        number("total_amount", 9, trip.total);
        consumer.endMessage();
    }

    private void number(String name, int index, double value) {
        consumer.startField(name, index);
        consumer.addDouble(value);
        consumer.endField(name, index);
    }

    private void number(String name, int index, long value) {
        consumer.startField(name, index);
        consumer.addLong(value);
        consumer.endField(name, index);
    }

    /// Writers of trips.
    static final class Builder extends ParquetWriter.Builder<Trip, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in parquet-java all the same
        protected WriteSupport<Trip> getWriteSupport(Configuration configuration) {
            return new TripWriteSupport();
        }

        @Override
        protected WriteSupport<Trip> getWriteSupport(ParquetConfiguration configuration) {
            return new TripWriteSupport();
        }
    }
}
