package io.hydrant.formats.orc;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Files that tests here make with the stubs of Hadoop and other tests make with Hadoop itself: the
/// bytes must be the same.
public final class OrcSample {
    /// Of the file's bytes before its metadata; changes only with orc-core or the sample.
    public static final String BODY_DIGEST =
            "a2b025ade2ca414849237a33bdc80dd19235f4742dc147e0d88334f60c464b29";

    private OrcSample() {}

    /// Every type, alone and nested.
    public static TableSchema schema() {
        List<Column> columns = new ArrayList<>(SampleRows.flatSchema().columns());
        for (Column column : SampleRows.flatSchema().columns()) {
            columns.add(
                    new Column(
                            "n" + column.name(),
                            HiveTypeParser.parse(
                                    "array<struct<a:map<string,%1$s>,b:%1$s>>"
                                            .formatted(column.type()))));
        }
        return new TableSchema(columns);
    }

    public static FileFormat.Orc uncompressed() {
        return OrcFormats.with(FileFormat.Orc.Compression.NONE, FileFormat.Orc.Version.V0_12);
    }

    /// 3,000 rows in two batches.
    public static byte[] file(FileFormat.Orc format) throws IOException {
        SampleRows rows = new SampleRows(schema(), 11);
        return OrcFormats.fileOf(
                format,
                PlainRows.batchOf(schema(), rows.next(1_800)),
                PlainRows.batchOf(schema(), rows.next(1_200)));
    }

    public static String digest(byte[] file, int body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Arrays.copyOf(file, body)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
