package io.hydrant.query.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.query.engine.Engine;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.EngineSettings;
import io.hydrant.query.engine.ErrorWording;
import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.StoredObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class FilePlacesTest {
    private static final List<Column> KEYS =
            List.of(
                    new Column("a", Primitive.STRING),
                    new Column("b", Primitive.STRING),
                    new Column("n", Primitive.INT));

    /// Its letters are those that separate values, too.
    private static final Path ROOT = Path.of("/data@home/50%/t0");

    @TempDir Path folder;

    @Test
    void keepsValuesInTheNamesOfFilesOfOneFolder() throws Exception {
        FilePlaces places =
                FilePlaces.of(ROOT, KEYS, List.of(file("01", "", "7"), file("a/b@c%'ü", "n", "8")));
        assertThat(places.paths())
                .containsExactly(
                        ROOT.resolve("@v01@v@v7@f0.parquet"),
                        ROOT.resolve("@va%2Fb%40c%25%27%C3%BC@vn@v8@f1.parquet"));
        assertThat(values(places)).containsExactly("01||7", "a/b@c%'ü|n|8");
    }

    @Test
    void keepsValuesInFoldersWhenOneIsTooLongForAName() throws Exception {
        String word = "@".repeat(80);
        FilePlaces places =
                FilePlaces.of(
                        ROOT,
                        KEYS,
                        List.of(file("x", ScanPartition.NULL_VALUE, "7"), file(word, "y", "8")));
        assertThat(places.paths().getFirst()).isEqualTo(ROOT.resolve("vx/n/v7/f0.parquet"));
        assertThat(values(places)).containsExactly("x|null|7", word + "|y|8");
    }

    @Test
    void refusesAValueThatIsTooLongForAFolder() {
        assertThatThrownBy(() -> FilePlaces.of(ROOT, KEYS, List.of(file("x", "@".repeat(90), "7"))))
                .isInstanceOf(QueryFailure.class)
                .hasMessageContaining("The value of partition key 'b' is too long to be read: '@@");
    }

    @Test
    void findsTheObjectOfAFileInEitherLayout() {
        assertThat(RelationNames.numbers("t3/@v01@v7@f12.parquet")).contains(List.of(3, 12));
        assertThat(RelationNames.numbers("t3/v01/v7/f12.parquet")).contains(List.of(3, 12));
        assertThat(RelationNames.numbers("t3/other")).isEqualTo(Optional.empty());
    }

    private List<String> values(FilePlaces places) throws IOException, QueryFailure {
        EngineSettings settings = new EngineSettings(folder, 128 << 20, 1, 1 << 20, 1 << 20);
        List<String> found = new ArrayList<>();
        try (Engine engine = Engine.open(settings, List.of(), ErrorWording.NONE);
                EngineSession session = engine.session(new Hurry())) {
            for (Path path : places.paths()) {
                String sql =
                        "SELECT concat_ws('|', %s) FROM (SELECT %s AS p)"
                                .formatted(
                                        "coalesce(%s, 'null'), coalesce(%s, 'null'), %s"
                                                .formatted(
                                                        places.expression("p", 0),
                                                        places.expression("p", 1),
                                                        places.expression("p", 2)),
                                        SqlText.literal(path.toString()));
                found.add(
                        session.query(
                                sql,
                                rows -> {
                                    rows.next();
                                    return rows.getString(1);
                                }));
            }
        }
        return found;
    }

    private static ScanFile file(String... values) throws QueryFailure {
        TableFolder place = TableFolder.of("Table t", "s3://lake/t/");
        return new ScanFile(
                new ScanPartition(List.of(values), place, new RowFormat.Parquet()),
                new StoredObject(new ObjectAddress("lake", "t/x"), 1, "etag", Instant.EPOCH));
    }
}
