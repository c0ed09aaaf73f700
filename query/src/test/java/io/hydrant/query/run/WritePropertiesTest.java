package io.hydrant.query.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.engine.write.WriteFormat;
import io.hydrant.query.engine.write.WriteFormat.Kind;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.StringLiteral;

import org.junit.jupiter.api.Test;

import java.util.Map;

class WritePropertiesTest {
    private static Expression text(String value) {
        return new StringLiteral(new NodeLocation(1, 1), value);
    }

    private static WriteFormat ofTable(String... properties) throws Exception {
        Map<String, Expression> given =
                properties.length == 2
                        ? Map.of(properties[0], text(properties[1]))
                        : Map.of(
                                properties[0],
                                text(properties[1]),
                                properties[2],
                                text(properties[3]));
        return WriteProperties.ofTable(given).format();
    }

    @Test
    void takesTheCompressionOfItsOwnFormat() throws Exception {
        WriteFormat orc = ofTable("format", "orc", "orc_compression", "SNAPPY");
        assertThat(orc.kind()).isEqualTo(Kind.ORC);
        assertThat(orc.compression()).isEqualTo("snappy");
        assertThat(ofTable("parquet_compression", "ZSTD").compression()).isEqualTo("zstd");
        assertThat(WriteProperties.ofUnload(Map.of("format", text("ORC"))).format().compression())
                .isEqualTo("zlib");
    }

    @Test
    void refusesPropertiesThatWouldHaveNoEffect() {
        assertThatThrownBy(() -> ofTable("orc_compression", "ZLIB"))
                .hasMessage(
                        "INVALID_TABLE_PROPERTY: Property 'orc_compression' goes with format ORC"
                                + " and without another compression");
        assertThatThrownBy(
                        () -> ofTable("write_compression", "GZIP", "parquet_compression", "SNAPPY"))
                .hasMessageContaining("'parquet_compression' goes with format PARQUET");
        assertThatThrownBy(() -> ofTable("format", "JSON", "field_delimiter", ","))
                .hasMessageContaining("field_delimiter is for TEXTFILE alone");
    }
}
