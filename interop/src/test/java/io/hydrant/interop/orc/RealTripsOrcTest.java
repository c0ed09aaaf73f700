package io.hydrant.interop.orc;

import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.orc.OrcFormats;
import io.hydrant.interop.trip.RealTrips;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// ORC's own reader, on the real Hadoop, and Trino find the values of real trips as their JSON has
/// them.
class RealTripsOrcTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Orc.Compression.class)
    void readersFindTheValuesOfTheJson(Orc.Compression compression) throws IOException {
        Path file = folder.resolve("trips.orc");
        for (Orc.Version version : Orc.Version.values()) {
            JsonDialect dialect = version == Orc.Version.V0_11 ? RealTrips.HIVE : RealTrips.OPENX;
            Orc format = OrcFormats.with(compression, version);
            RealTrips.write(file, format, dialect);
            String description = format + " by " + dialect;
            RealTrips.assertSame(
                    OrcRows.read(file, RealTrips.SCHEMA), "ORC's reader: " + description);
            RealTrips.assertSame(
                    TrinoRows.read(Files.readAllBytes(file), RealTrips.SCHEMA),
                    "Trino: " + description);
        }
    }
}
