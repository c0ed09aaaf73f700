package io.hydrant.formats.json.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.json.CoercionCases;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.RowReaderContract;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;

import java.util.List;

class GeneralRowReaderTest extends RowReaderContract {
    @Override
    protected RowReader reader(TableSchema schema, JsonDialect dialect) {
        return new GeneralRowReader(schema, dialect);
    }

    @Test
    void isHeldToAtLeast300Cases() {
        assertThat(CoercionCases.all()).hasSizeGreaterThanOrEqualTo(300);
    }

    @Test
    void refusesTimestampFormatsThatItCannotRead() {
        JsonDialect dialect = new JsonDialect.Hive(List.of("millis", "xxxx-'W'ww"));
        TableSchema schema = new TableSchema(List.of());
        assertThatThrownBy(() -> reader(schema, dialect))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("timestamp format 'xxxx-'W'ww' has 'xxxx', which is not supported");
    }
}
