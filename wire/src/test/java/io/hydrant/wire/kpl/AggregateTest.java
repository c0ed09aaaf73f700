package io.hydrant.wire.kpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class AggregateTest {
    private record UserRecord(String partitionKey, Optional<String> explicitHashKey, byte[] data) {}

    @Test
    void isReadBackByTheClientLibrary() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            List<UserRecord> records = randomRecords(random, 1 + random.nextInt(300));
            byte[] bytes = aggregate(records).toBytes();

            List<KinesisClientRecord> read =
                    new AggregatorUtil()
                            .deaggregate(
                                    List.of(
                                            KinesisClientRecord.builder()
                                                    .partitionKey("a")
                                                    .sequenceNumber("1")
                                                    .data(ByteBuffer.wrap(bytes))
                                                    .build()));

            assertThat(read).hasSameSizeAs(records);
            for (int i = 0; i < records.size(); i++) {
                assertThat(read.get(i).aggregated()).isTrue();
                assertThat(read.get(i).partitionKey()).isEqualTo(records.get(i).partitionKey());
                assertThat(Optional.ofNullable(read.get(i).explicitHashKey()))
                        .isEqualTo(records.get(i).explicitHashKey());
                assertThat(read.get(i).data()).isEqualTo(ByteBuffer.wrap(records.get(i).data()));
            }
        }
    }

    @Test
    void isReadBackByUs() {
        List<UserRecord> records = randomRecords(new Random(6), 1000);
        byte[] bytes = aggregate(records).toBytes();
        ByteBuffer within = ByteBuffer.allocate(bytes.length + 20).position(7).put(bytes).flip();
        within.position(7);

        AggregatedRecord read = AggregatedRecord.parse(within).orElseThrow();

        assertThat(within.position()).isEqualTo(7);
        assertThat(read.count()).isEqualTo(1000);
        for (int i = 0; i < records.size(); i++) {
            assertThat(read.partitionKey(i)).isEqualTo(records.get(i).partitionKey());
            assertThat(read.explicitHashKey(i)).isEqualTo(records.get(i).explicitHashKey());
            assertThat(read.data(i)).isEqualTo(ByteBuffer.wrap(records.get(i).data()));
        }
    }

    @Test
    void tellsItsLengthBeforehand() {
        Random random = new Random(7);
        Aggregate aggregate = new Aggregate();
        for (UserRecord record : randomRecords(random, 400)) {
            int expected =
                    aggregate.bytesWith(
                            record.partitionKey(), record.explicitHashKey(), record.data().length);
            aggregate.add(record.partitionKey(), record.explicitHashKey(), record.data());

            assertThat(aggregate.toBytes()).hasSize(expected);
        }
        assertThat(aggregate.count()).isEqualTo(400);
    }

    @Test
    void writesAKeyOnce() {
        Aggregate aggregate = new Aggregate();
        aggregate.add("customer-17", Optional.of("123456"), new byte[0]);
        aggregate.add("customer-17", Optional.of("123456"), new byte[0]);

        String text = new String(aggregate.toBytes(), StandardCharsets.ISO_8859_1);
        assertThat(text.split("customer-17", -1)).hasSize(2);
        assertThat(text.split("123456", -1)).hasSize(2);
    }

    @Test
    void isNothingWithoutRecords() {
        assertThatThrownBy(() -> new Aggregate().toBytes())
                .isInstanceOf(IllegalStateException.class);
    }

    private static Aggregate aggregate(List<UserRecord> records) {
        Aggregate aggregate = new Aggregate();
        records.forEach(
                record ->
                        aggregate.add(
                                record.partitionKey(), record.explicitHashKey(), record.data()));
        return aggregate;
    }

    private static List<UserRecord> randomRecords(Random random, int count) {
        List<UserRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] data = new byte[random.nextInt(random.nextInt(20) == 0 ? 20_000 : 200)];
            random.nextBytes(data);
            Optional<String> hashKey =
                    random.nextBoolean()
                            ? Optional.of("1234567890123456" + random.nextInt(400))
                            : Optional.empty();
            records.add(new UserRecord("schlüssel-" + random.nextInt(400), hashKey, data));
        }
        return records;
    }
}
