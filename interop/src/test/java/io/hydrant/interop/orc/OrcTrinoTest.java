package io.hydrant.interop.orc;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.orc.OrcFormats;
import io.hydrant.formats.orc.OrcSample;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;

/// Trino looks at our files.
class OrcTrinoTest {
    @ParameterizedTest
    @EnumSource(Orc.Compression.class)
    void givesBackEveryTypeAtEveryVersion(Orc.Compression compression) throws IOException {
        for (Orc.Version version : Orc.Version.values()) {
            assertReadBack(OrcSample.schema(), OrcFormats.with(compression, version), 23);
        }
    }

    @Test
    void givesBackRandomSchemas() throws IOException {
        for (int seed = 100; seed < 120; seed++) {
            Orc.Compression[] compressions = Orc.Compression.values();
            Orc format =
                    OrcFormats.with(compressions[seed % compressions.length], Orc.Version.V0_12);
            assertReadBack(SampleRows.randomSchema(seed, 4), format, seed);
        }
    }

    private static void assertReadBack(TableSchema schema, Orc format, long seed)
            throws IOException {
        List<List<Object>> rows = new SampleRows(schema, seed).next(2_500);
        byte[] file = OrcFormats.fileOf(format, PlainRows.batchOf(schema, rows));

        OrcExpectation.TRINO.assertSame(
                TrinoRows.read(file, schema), rows, schema + ", " + format + ", seed " + seed);
    }
}
