package io.hydrant.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Random;

/// Numbers as others decoded those of the service: version 2 of kinesalite's `db/index.js`.
class SequenceNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1700000000, 0, 0, 1700000000, 49646437577108476416916876405825929425585429676275269634",
        "1700000000, 0, 1, 1700000010, 49646437577108476416916876405827138351405044992644743170",
        "1700000000, 1, 5, 1700000010, 49646437577130777162115407028973509772956151870849548306",
        "1700000000, 0, 9223372036854775807, 1700003600,"
                + " 49646437577119626789516141717395488358902386617969803266",
    })
    void writesAndReadsTheNumbersOfTheService(
            long created, long shard, long index, long seconds, String text) {
        SequenceNumber number = new SequenceNumber(created, new ShardId(shard), index, seconds);

        assertThat(number).hasToString(text);
        assertThat(number.toBigInteger()).isEqualTo(new BigInteger(text));
        assertThat(SequenceNumber.parse(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "7",
                "-49646437577108476416916876405825929425585429676275269634",
                "49646437577108476416916876405825929425585429676275269635",
                "49646437577108476416916876405825929425585429676275269650",
                "19646437577108476416916876405825929425585429676275269634",
                "99646437577108476416916876405825929425585429676275269634",
                "049646437577108476416916876405825929425585429676275269634",
                "4964643757710847641691687640582592942558542967627526963x",
            })
    void readsNoOtherNumbers(String text) {
        assertThat(SequenceNumber.parse(text)).isEmpty();
    }

    @Test
    void writesNeighboursByAdditionExactly() {
        Random random = new Random(7);
        SequenceDigits digits = new SequenceDigits();
        for (int i = 0; i < 3_000; i++) {
            SequenceNumber first = number(random);
            digits.startAt(first);
            for (int step = 0; step < 20 && first.index() < Long.MAX_VALUE - 20; step++) {
                SequenceNumber next =
                        new SequenceNumber(
                                first.shardCreatedSeconds(),
                                first.shard(),
                                first.index() + step,
                                first.seconds());
                assertThat(digits).hasToString(next.toBigInteger().toString());
                digits.next();
            }
        }
    }

    @Test
    void readsWhatItWritesAndComparesAsTheNumbersDo() {
        Random random = new Random(8);
        SequenceNumber last = number(random);
        for (int i = 0; i < 5_000; i++) {
            SequenceNumber number = number(random);

            assertThat(SequenceNumber.parse(number.toString())).contains(number);
            assertThat(Integer.signum(number.compareTo(last)))
                    .isEqualTo(number.toBigInteger().compareTo(last.toBigInteger()));
            last = number;
        }
    }

    @Test
    void carriesThroughAllDigits() {
        SequenceNumber first =
                SequenceNumber.of(1, new ShardId(3), new RecordPosition(999_999_999, 0), 5);
        SequenceDigits digits = new SequenceDigits().startAt(first);
        BigInteger expected = first.toBigInteger();
        for (int i = 0; i < 10_000; i++) {
            digits.next();
        }

        assertThat(digits)
                .hasToString(
                        expected.add(
                                        BigInteger.ONE
                                                .shiftLeft(80)
                                                .multiply(BigInteger.valueOf(10_000)))
                                .toString());
    }

    private static SequenceNumber number(Random random) {
        long bound = 1L << 36;
        boolean extreme = random.nextInt(10) == 0;
        return new SequenceNumber(
                extreme ? bound - 1 : random.nextLong(bound),
                new ShardId(extreme ? (1L << 32) - 1 : random.nextLong(1L << 32)),
                extreme
                        ? Long.MAX_VALUE - 21
                        : random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63),
                random.nextLong(bound) >>> random.nextInt(36));
    }
}
