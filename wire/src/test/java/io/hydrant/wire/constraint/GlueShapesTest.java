package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documented field constraints of the Glue API Reference, against the table in use.
class GlueShapesTest {
    private static final ConstraintTable TABLE = ConstraintTable.load("glue");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    CatalogGetterPageSize ~ 1..100
                    PageSize ~ 1..1000
                    PredicateString ~ 0..2048 [\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*
                    NameString ~ 1..255 [\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*
                    ColumnTypeString ~ 0..131072
                    ValueString ~ 1..1024
                    ParametersMapValue ~ ..512000
                    ViewTextString ~ ..409600
                    TotalSegmentsInteger ~ 1..10
                    PartitionInputList ~ 0..100
                    BatchUpdatePartitionRequestEntryList ~ 1..100
                    BatchGetPartitionValueList ~ 0..1000
                    BatchDeletePartitionValueList ~ 0..25
                    BatchDeleteTableNameList ~ 0..100
                    BatchDeleteTableVersionList ~ 0..100
                    BoundedPartitionValueList ~ 0..100
                    TagsMap ~ 0..50
                    TagKeysList ~ 0..50
                    TagKey ~ 1..128
                    TagValue ~ 0..256
                    TableAttributes ~ [NAME, TABLE_TYPE]
                    ResourceShareType ~ [FOREIGN, ALL, FEDERATED]
                    Comparator ~ [EQUALS, GREATER_THAN, LESS_THAN, GREATER_THAN_EQUALS, LESS_THAN_EQUALS]
                    Sort ~ [ASC, DESC]
                    """)
    void holdsWhatIsDocumented(String shape, String expected) {
        assertThat(ShapeText.of(TABLE.shape(shape))).isEqualTo(expected);
    }

    @Test
    void holdsOnlyTheOperationsThatAreServed() {
        assertThat(TABLE.inputs()).hasSize(59).containsKey("GetPartitions");
        assertThatThrownBy(() -> TABLE.inputOf("CreateJob"))
                .hasMessage("no constraints of operation CreateJob");
    }
}
