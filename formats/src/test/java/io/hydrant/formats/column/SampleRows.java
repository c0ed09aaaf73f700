package io.hydrant.formats.column;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random rows of any schema, and random schemas. The same seed gives the same.
///
/// Values are those of [PlainRows]. Every place in the schema has a habit of its own: how often it
/// is null (never to always), and whether its values repeat. Limits of the types come often. Keys
/// of a map differ, also as numbers: there is no NaN and no negative zero among them.
public final class SampleRows {
    private static final int[] NULL_PERCENTAGES = {0, 0, 0, 5, 30, 100};

    private final TableSchema schema;
    private final Random random;
    private final Map<HiveType, List<Object>> repeated = new HashMap<>();
    private final Map<String, Habit> habits = new HashMap<>();

    /// @param nullPercent of the values
    /// @param repeats whether values are taken from a few
    private record Habit(int nullPercent, boolean repeats) {}

    public SampleRows(TableSchema schema, long seed) {
        this.schema = schema;
        this.random = new Random(seed);
    }

    public TableSchema schema() {
        return schema;
    }

    /// The next rows; put them into a batch with [PlainRows#batchOf].
    public List<List<Object>> next(int rowCount) {
        List<List<Object>> rows = new ArrayList<>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            List<Object> row = new ArrayList<>(schema.columns().size());
            for (Column column : schema.columns()) {
                row.add(valueOrNull(column.name(), column.type()));
            }
            rows.add(row);
        }
        return rows;
    }

    /// One column of each type that holds no other: `c_boolean`, `c_decimal_38_10` and so on.
    public static TableSchema flatSchema() {
        List<Column> columns = new ArrayList<>();
        for (HiveType type : SIMPLE) {
            String name = "c_" + type.toString().replaceAll("[^a-z0-9]+", "_");
            columns.add(new Column(name.replaceAll("_$", ""), type));
        }
        return new TableSchema(columns);
    }

    /// A schema of 1-8 columns, nested up to `depthMax` levels. Names are in lower case.
    public static TableSchema randomSchema(long seed, int depthMax) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(8);
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(new Column("c" + i, randomType(random, depthMax)));
        }
        return new TableSchema(columns);
    }

    private static final List<HiveType> SIMPLE =
            List.of(
                    Primitive.BOOLEAN,
                    Primitive.TINYINT,
                    Primitive.SMALLINT,
                    Primitive.INT,
                    Primitive.BIGINT,
                    Primitive.FLOAT,
                    Primitive.DOUBLE,
                    Primitive.STRING,
                    Primitive.BINARY,
                    Primitive.DATE,
                    Primitive.TIMESTAMP,
                    new HiveType.Char(7),
                    new HiveType.Varchar(20),
                    new HiveType.Decimal(1, 1),
                    new HiveType.Decimal(4, 2),
                    new HiveType.Decimal(9, 0),
                    new HiveType.Decimal(18, 6),
                    new HiveType.Decimal(19, 4),
                    new HiveType.Decimal(38, 10));

    private static HiveType randomType(Random random, int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return SIMPLE.get(random.nextInt(SIMPLE.size()));
        }
        return switch (random.nextInt(3)) {
            case 0 -> new HiveType.Array(randomType(random, depth - 1));
            case 1 -> new HiveType.Mapping(randomType(random, 0), randomType(random, depth - 1));
            default -> {
                List<Column> members = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    members.add(new Column("m" + members.size(), randomType(random, depth - 1)));
                }
                yield new HiveType.Struct(members);
            }
        };
    }

    private Object valueOrNull(String place, HiveType type) {
        return random.nextInt(100) < habit(place).nullPercent ? null : value(place, type);
    }

    private Habit habit(String place) {
        return habits.computeIfAbsent(
                place,
                _ ->
                        new Habit(
                                NULL_PERCENTAGES[random.nextInt(NULL_PERCENTAGES.length)],
                                random.nextBoolean()));
    }

    private Object value(String place, HiveType type) {
        return switch (type) {
            case HiveType.Array(HiveType element) -> list(place, element);
            case HiveType.Mapping mapping -> map(place, mapping);
            case HiveType.Struct(List<Column> members) -> struct(place, members);
            case HiveType.Decimal _, HiveType.Char _, HiveType.Varchar _, Primitive _ -> {
                if (!habit(place).repeats) {
                    yield simple(type);
                }
                List<Object> few = repeated.computeIfAbsent(type, _ -> fewOf(type));
                yield few.get(random.nextInt(few.size()));
            }
        };
    }

    private List<Object> fewOf(HiveType type) {
        List<Object> few = new ArrayList<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            few.add(simple(type));
        }
        return few;
    }

    private List<Object> list(String place, HiveType element) {
        int length = length();
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(valueOrNull(place + ".e", element));
        }
        return list;
    }

    private Map<Object, Object> map(String place, HiveType.Mapping mapping) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = length(); i > 0; i--) {
            Object key = value(place + ".k", mapping.key());
            if (key instanceof Float number) {
                key = Float.isNaN(number) ? 1f : (Object) (number + 0f);
            }
            if (key instanceof Double number) {
                key = Double.isNaN(number) ? 1d : (Object) (number + 0d);
            }
            if (key instanceof LocalDateTime time) {
                // Readers that know microseconds only must not see a key twice.
                key = time.withNano(time.getNano() / 1000 * 1000);
            }
            map.put(key, valueOrNull(place + ".v", mapping.value()));
        }
        return map;
    }

    private Map<String, Object> struct(String place, List<Column> members) {
        Map<String, Object> struct = new LinkedHashMap<>();
        for (Column member : members) {
            struct.put(member.name(), valueOrNull(place + "." + member.name(), member.type()));
        }
        return struct;
    }

    private int length() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(5);
    }

    private Object simple(HiveType type) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive);
            case HiveType.Char(int length) -> text(length).stripTrailing();
            case HiveType.Varchar(int length) -> text(length);
            case HiveType.Decimal(int precision, int scale) -> decimal(precision, scale);
            case HiveType.Array _, HiveType.Mapping _, HiveType.Struct _ ->
                    throw new IllegalArgumentException(type + " is not simple");
        };
    }

    private Object primitive(Primitive type) {
        boolean limit = random.nextInt(20) == 0;
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (int) (byte) random.nextInt();
            case SMALLINT -> (int) (short) random.nextInt();
            case INT -> limit ? oneOf(Integer.MIN_VALUE, Integer.MAX_VALUE, 0) : random.nextInt();
            case BIGINT -> limit ? oneOf(Long.MIN_VALUE, Long.MAX_VALUE, 0L) : random.nextLong();
            case FLOAT ->
                    limit
                            ? oneOf(Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE)
                            : (float) random.nextGaussian();
            case DOUBLE ->
                    limit
                            ? oneOf(Double.NaN, -0d, 0d, Double.POSITIVE_INFINITY, Double.MAX_VALUE)
                            : (Object) (random.nextGaussian() * 1e3);
            case STRING -> text(random.nextInt(50) == 0 ? 3000 : 30);
            case BINARY -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case DATE ->
                    limit
                            ? oneOf(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31))
                            : LocalDate.ofEpochDay(random.nextInt(60_000) - 30_000);
            case TIMESTAMP -> time(limit ? (Long) oneOf(0L, -1L, -999L) : random.nextLong());
        };
    }

    private static LocalDateTime time(long nanos) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L),
                (int) Math.floorMod(nanos, 1_000_000_000L),
                ZoneOffset.UTC);
    }

    private BigDecimal decimal(int precision, int scale) {
        BigInteger max = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        BigInteger unscaled =
                switch (random.nextInt(20)) {
                    case 0 -> max;
                    case 1 -> BigInteger.ZERO;
                    case 2 -> BigInteger.valueOf(random.nextInt(10));
                    default -> new BigInteger(max.bitLength(), random).mod(max);
                };
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }

    /// Text of up to `length` characters, from all planes of Unicode but without surrogates.
    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            int point =
                    switch (random.nextInt(40)) {
                        case 0 -> 0x1F600 + random.nextInt(64);
                        case 1 -> 0x4E00 + random.nextInt(1000);
                        case 2 -> 0xE0 + random.nextInt(30);
                        case 3 -> "\"\\\n\t '\u0001\u007f".codePointAt(random.nextInt(8));
                        default -> 'a' + random.nextInt(26);
                    };
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    private Object oneOf(Object... values) {
        return values[random.nextInt(values.length)];
    }
}
