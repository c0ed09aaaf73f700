package io.hydrant.formats.json.fast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.Rejection.Cause;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A fast reader whose general reader rejects everything, and records to give to it.
final class Records {
    static final Rejection HANDED_OVER = new Rejection(Cause.MALFORMED_DATA, "handed over");

    /// One column of each kind.
    static final TableSchema NESTED =
            schema(
                    "id bigint",
                    "ok boolean",
                    "small smallint",
                    "n int",
                    "f float",
                    "d double",
                    "price decimal(12,3)",
                    "large decimal(30,4)",
                    "s string",
                    "code varchar(8)",
                    "mark char(3)",
                    "raw binary",
                    "day date",
                    "at timestamp",
                    "tags array<string>",
                    "grid array<array<int>>",
                    "counts map<string,int>",
                    "names map<int,string>",
                    "rates map<decimal(20,2),boolean>",
                    "place struct<lat:double,name:string,inner:struct<a:int,b:array<double>>>",
                    "events array<struct<at:timestamp,kind:string>>");

    /// What the fast reader has to take.
    static final List<String> USUAL =
            List.of(
                    "{}",
                    "{\"id\":1}",
                    " { \"id\" : 1 , \"n\" : 2 } ",
                    "{\"id\":9223372036854775807,\"ok\":true,\"small\":-32768,\"n\":2147483647}",
                    "{\"f\":1.5,\"d\":-73.98532867431641,\"price\":12.345,\"large\":123456789012.5}",
                    "{\"d\":1e-7,\"s\":\"plain\",\"code\":\"abc\",\"day\":\"2026-02-28\"}",
                    "{\"at\":\"2016-01-01T00:00:18.000Z\",\"s\":\"caf\u00e9 \u4e2d\u6587"
                            + " \ud83d\ude00\"}",
                    "{\"at\":\"2016-02-29 23:59:59.123456789\",\"s\":\"a\\\"b\\\\c\\n\\u00e9\"}",
                    "{\"at\":1518033528.123,\"s\":\"\\ud83d\\ude00\"}",
                    "{\"at\":1518033528123,\"S\":\"upper\",\"Id\":5}",
                    "{\"tags\":[\"a\",null,\"b\"],\"grid\":[[1,2],[],null,[3]]}",
                    "{\"tags\":\"wrapped\",\"grid\":7,\"counts\":{\"One\":1,\"two\":null}}",
                    "{\"place\":{\"lat\":40.5,\"name\":\"x\",\"inner\":{\"a\":1,\"b\":[0.5,1]}}}",
                    "{\"place\":{},\"events\":[{\"at\":0,\"kind\":\"k\"},{\"kind\":null}]}",
                    "{\"place\":null,\"events\":[],\"counts\":{},\"tags\":null}",
                    "{\"id\":\"12\",\"d\":\"1.25\",\"ok\":\"false\",\"price\":\"7.1\",\"f\":\"0.5\"}",
                    "{\"other\":{\"a\":[1,{\"b\":\"\\u0041\"},-1.5e3,true,null]},\"id\":3}",
                    "{\"code\":\"much too long\",\"mark\":\"a "
                            + " \",\"raw\":\"aGVsbG8=\",\"price\":1.2345}",
                    "{\"names\":{\"1\":\"one\",\"-2\":true},\"rates\":{\"1.5\":true,\"-2\":\"false\"}}",
                    "{\"s\":1.50,\"code\":-0,\"mark\":true,\"ok\":null,\"at\":\"1518033528\"}",
                    "{\"id\":1}{\"id\":2}\n{\"id\":3}\n",
                    "{\n"
                            + "\t\"id\": 4,\r\n"
                            + "\t\"tags\": [ \"x\" , \"y\" ],\n"
                            + "\t\"place\": { \"lat\": 1 }\n"
                            + "}");

    private Records() {}

    static FastRowReader reader(TableSchema schema, JsonDialect dialect) {
        return new FastRowReader(schema, dialect, (_, _, _, _) -> Optional.of(HANDED_OVER));
    }

    /// @param columns as `name type`
    static TableSchema schema(String... columns) {
        return new TableSchema(
                Arrays.stream(columns)
                        .map(column -> column.split(" ", 2))
                        .map(parts -> new Column(parts[0], HiveTypeParser.parse(parts[1])))
                        .toList());
    }

    static boolean isTaken(FastRowReader reader, String record, RowBatch rows) {
        return isTaken(reader, record.getBytes(UTF_8), rows);
    }

    static boolean isTaken(FastRowReader reader, byte[] record, RowBatch rows) {
        byte[] padded = Arrays.copyOf(record, record.length + FastRowReader.SLACK_BYTES);
        return reader.read(padded, 0, record.length, rows).isEmpty();
    }
}
