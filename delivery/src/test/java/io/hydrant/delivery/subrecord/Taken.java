package io.hydrant.delivery.subrecord;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Rules, records, and what became of them as text.
final class Taken {
    static final SubRecordRules JSON =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Json()));
    static final SubRecordRules GZIP = new SubRecordRules(true, false, Optional.empty());
    static final SubRecordRules MESSAGES = new SubRecordRules(true, true, Optional.empty());
    static final SubRecordRules JSON_MESSAGES =
            new SubRecordRules(true, true, Optional.of(new DeAggregation.Json()));

    private Taken() {}

    static SubRecordRules delimitedBy(String delimiter) {
        String base64 = Base64.getEncoder().encodeToString(bytes(delimiter));
        return new SubRecordRules(false, false, Optional.of(new DeAggregation.Delimited(base64)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(String contents) {
        return gzip(bytes(contents));
    }

    static List<String> split(SubRecordRules rules, String record) {
        return split(rules, bytes(record));
    }

    /// The sub-records, or one text with the failure.
    static List<String> split(SubRecordRules rules, byte[] record) {
        return switch (SubRecords.by(rules).split(ByteBuffer.wrap(record))) {
            case SubRecordOutcome.Split(List<ByteBuffer> records) ->
                    records.stream().map(Taken::text).toList();
            case SubRecordOutcome.Failed(var output, String code, String message) ->
                    List.of(output.folder() + " | " + code + " | " + message);
        };
    }

    static String text(ByteBuffer record) {
        return StandardCharsets.UTF_8.decode(record.duplicate()).toString();
    }
}
