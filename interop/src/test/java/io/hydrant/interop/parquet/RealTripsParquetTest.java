package io.hydrant.interop.parquet;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;
import io.hydrant.formats.file.FileFormat.Parquet.Timestamps;
import io.hydrant.formats.file.FileFormat.Parquet.Version;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.parquet.DuckDbRows;
import io.hydrant.interop.trip.RealTrips;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// DuckDB and parquet-java find the values of real trips as their JSON has them.
class RealTripsParquetTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readersFindTheValuesOfTheJson(Compression compression) throws IOException, SQLException {
        for (Version version : Version.values()) {
            for (Timestamps timestamps : Timestamps.values()) {
                Parquet format =
                        new Parquet(
                                compression,
                                version,
                                timestamps,
                                256 * FileFormat.MIB,
                                (int) FileFormat.MIB,
                                true,
                                0);
                boolean hive = timestamps == Timestamps.INT64_MICROS;
                assertRead(format, hive ? RealTrips.HIVE : RealTrips.OPENX);
            }
        }
    }

    private void assertRead(Parquet format, JsonDialect dialect) throws IOException, SQLException {
        Path file = folder.resolve("trips.parquet");
        RealTrips.write(file, format, dialect);
        RealTrips.assertSame(
                DuckDbRows.of(file, RealTrips.SCHEMA), "DuckDB: " + format + " by " + dialect);
        RealTrips.assertSame(
                ParquetJavaRows.of(file, RealTrips.SCHEMA),
                "parquet-java: " + format + " by " + dialect);
    }
}
