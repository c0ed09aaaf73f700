package io.hydrant.delivery.subrecord;

import static io.hydrant.delivery.subrecord.Taken.GZIP;
import static io.hydrant.delivery.subrecord.Taken.gzip;
import static io.hydrant.delivery.subrecord.Taken.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

class DecompressionTest {
    private static final int FLAGS = 3;

    private static void fails(byte[] record, String why) {
        assertThat(split(GZIP, record))
                .containsExactly(
                        "decompression-failed | Decompression.Failed"
                                + " | The record cannot be decompressed: "
                                + why
                                + ".");
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void decompressesOneMemberAndSeveral() {
        assertThat(split(GZIP, gzip("hello"))).containsExactly("hello");
        assertThat(split(GZIP, gzip(""))).containsExactly("");
        assertThat(split(GZIP, joined(gzip("hel"), gzip(""), gzip("lo")))).containsExactly("hello");
    }

    @Test
    void decompressesRandomRecordsFromEveryKindOfBuffer() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] contents = new byte[random.nextInt(200_000)];
            if (seed % 2 == 0) {
                random.nextBytes(contents);
            }
            byte[] record = gzip(contents);
            ByteBuffer direct = ByteBuffer.allocateDirect(record.length + 9).position(4);
            direct.put(record).flip().position(4);
            for (ByteBuffer each : List.of(direct, ByteBuffer.wrap(record).asReadOnlyBuffer())) {
                int position = each.position();
                SubRecordOutcome outcome = SubRecords.by(GZIP).split(each);
                assertThat(((SubRecordOutcome.Split) outcome).records())
                        .containsExactly(ByteBuffer.wrap(contents));
                assertThat(each.position()).isEqualTo(position);
            }
        }
    }

    @Test
    void skipsAllThatAHeadMayHold() {
        byte[] plain = gzip("hello");
        byte[] head = Arrays.copyOf(plain, 10);
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        head[FLAGS] = 4 | 8 | 16;
        byte[] extras = joined(new byte[] {3, 0, 9, 9, 9}, Taken.bytes("name\0comment\0"));
        assertThat(split(GZIP, joined(head, extras, rest))).containsExactly("hello");

        head[FLAGS] |= 2;
        CRC32 checksum = new CRC32();
        checksum.update(joined(head, extras));
        byte[] crc16 = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
        assertThat(split(GZIP, joined(head, extras, crc16, rest))).containsExactly("hello");
        crc16[0]++;
        fails(joined(head, extras, crc16, rest), "its head does not match its checksum");
    }

    @Test
    void failsRecordsThatAreNotGzip() {
        fails(new byte[0], "it is not gzip");
        fails(Taken.bytes("{\"a\":1}"), "it is not gzip");
        fails(new byte[] {0x1f}, "it ends too early");
        byte[] method = gzip("a");
        method[2] = 7;
        fails(method, "its compression method is 7");
        byte[] flags = gzip("a");
        flags[FLAGS] = 64;
        fails(flags, "it has reserved flags: 64");
    }

    @Test
    void failsRecordsThatEndTooEarlyWhereverThatIs() {
        byte[] record = gzip("hello hello hello, and something else");
        for (int length = 1; length < record.length; length++) {
            fails(Arrays.copyOf(record, length), "it ends too early");
        }
    }

    @Test
    void failsRecordsThatDoNotMatchTheirChecksumOrLength() {
        byte[] record = gzip("hello");
        byte[] checksum = record.clone();
        checksum[record.length - 8]++;
        fails(checksum, "its contents do not match their checksum");
        byte[] length = record.clone();
        length[record.length - 1]++;
        fails(length, "its contents do not have the length that it names");
    }

    @Test
    void failsRecordsWithAnythingBehindTheirEnd() {
        fails(
                joined(gzip("hello"), Taken.bytes("more")),
                "it has 4 bytes behind its end that are not gzip");
        fails(
                joined(gzip("hello"), new byte[1]),
                "it has 1 bytes behind its end that are not gzip");
        fails(joined(gzip("hello"), Arrays.copyOf(gzip("lost"), 12)), "it ends too early");
    }

    @Test
    void stopsAtSixteenMebibytes() {
        byte[] most = new byte[16 << 20];
        SubRecordOutcome outcome = SubRecords.by(GZIP).split(ByteBuffer.wrap(gzip(most)));
        assertThat(((SubRecordOutcome.Split) outcome).records().getFirst().remaining())
                .isEqualTo(16 << 20);
        String tooLarge = "it has more than 16777216 bytes decompressed";
        fails(gzip(new byte[(16 << 20) + 1]), tooLarge);
        fails(joined(gzip(new byte[10 << 20]), gzip(new byte[10 << 20])), tooLarge);
    }

    @Test
    void givesContentsOrAReasonForDamagedRecords() {
        byte[] contents = Taken.bytes("{\"some\":\"text that is compressed\"}".repeat(20));
        byte[] record = gzip(contents);
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = record.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            switch (SubRecords.by(GZIP).split(ByteBuffer.wrap(damaged))) {
                case SubRecordOutcome.Split(List<ByteBuffer> records) ->
                        assertThat(records).containsExactly(ByteBuffer.wrap(contents));
                case SubRecordOutcome.Failed failed ->
                        assertThat(failed.message()).startsWith("The record cannot be");
            }
        }
    }
}
