package io.hydrant.streams.api;

import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.InvalidStreamArgument;

import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Turns the records of the SDK's model classes into those the intake takes.
final class GeneralRecords {
    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private final List<PutRecordsRequestEntry> entries;

    private GeneralRecords(List<PutRecordsRequestEntry> entries) {
        this.entries = entries;
    }

    /// @throws InvalidStreamArgument when an explicit hash key is out of range
    static IncomingRecords of(List<PutRecordsRequestEntry> entries) {
        return new GeneralRecords(entries).collect();
    }

    /// @throws InvalidStreamArgument when the explicit hash key is out of range
    static IncomingRecords of(PutRecordRequest request) {
        return of(
                List.of(
                        PutRecordsRequestEntry.builder()
                                .data(request.data())
                                .partitionKey(request.partitionKey())
                                .explicitHashKey(request.explicitHashKey())
                                .build()));
    }

    private IncomingRecords collect() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (PutRecordsRequestEntry entry : entries) {
            data.writeBytes(entry.data().asByteArrayUnsafe());
            texts.writeBytes(utf8(entry.partitionKey()));
            texts.writeBytes(utf8(hashKey(entry)));
        }
        IncomingRecords records =
                new IncomingRecords(
                        texts.toByteArray(), ByteBuffer.wrap(data.toByteArray()), entries.size());
        int dataStart = 0;
        int textStart = 0;
        for (PutRecordsRequestEntry entry : entries) {
            int dataBytes = entry.data().asByteArrayUnsafe().length;
            int keyBytes = utf8(entry.partitionKey()).length;
            int hashKeyBytes = hashKey(entry).length();
            records.addData(dataStart, dataBytes);
            records.addPartitionKey(textStart, keyBytes);
            records.addHashKey(textStart + keyBytes, hashKeyBytes);
            records.endRecord();
            dataStart += dataBytes;
            textStart += keyBytes + hashKeyBytes;
        }
        return records;
    }

    /// Empty when the record gives none.
    private static String hashKey(PutRecordsRequestEntry entry) {
        String text = entry.explicitHashKey();
        if (text == null) {
            return "";
        }
        byte[] digits = utf8(text);
        if (!HashKey.isDecimal(digits, 0, digits.length)) {
            throw new InvalidStreamArgument(
                    "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                            + " Specified value was "
                            + text);
        }
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
