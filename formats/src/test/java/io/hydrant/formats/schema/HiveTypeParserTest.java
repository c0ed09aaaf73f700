package io.hydrant.formats.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveTypeParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean | boolean",
                "INT | int",
                "integer | int",
                "bigint | bigint",
                "double precision | double",
                "decimal | decimal(10,0)",
                "decimal(12) | decimal(12,0)",
                "DECIMAL( 38 , 10 ) | decimal(38,10)",
                "char(3) | char(3)",
                "varchar(65535) | varchar(65535)",
                "array<string> | array<string>",
                "map<string,array<int>> | map<string,array<int>>",
                "struct<a:int,B:struct<c:date>> | struct<a:int,B:struct<c:date>>",
                "struct<a:int comment 'one', b : string> | struct<a:int,b:string>",
                "struct<`odd name`:int> | struct<odd name:int>",
            })
    void readsTypes(String text, String type) {
        assertThat(HiveTypeParser.parse(text)).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "set<string> | no type 'set'",
                "varchar | varchar needs a length, as in varchar(10)",
                "decimal(39,1) | decimal precision must be 1-38 but was 39",
                "decimal(5,6) | decimal scale must be 0-5 but was 6",
                "array<int | 'array<int' should have '>' at character 10",
                "map<array<int>,int> | the key of a map must be a simple type but was array<int>",
                "struct<a:int,A:int> | a struct has two members named 'A'",
                "struct<> | 'struct<>' should have a member's name at character 8",
                "int) | 'int)' should have the end at character 4",
                "\"\" | '' should have a type at character 1",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> HiveTypeParser.parse(text))
                .isInstanceOf(UnsupportedType.class)
                .hasMessage(message);
    }
}
