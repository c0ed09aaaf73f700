package io.hydrant.delivery.transform;

import io.hydrant.functions.runtime.Payload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// What an answer says of each record of an event. For one thread.
final class Verdicts {
    /// Names and values together, in UTF-8. No object could be named by more, and they must fit
    /// into the metadata of a frame.
    static final int KEY_BYTES_MAX = 32_768;

    static final int NOT_DECODED = -1;

    private final Verdict[] verdicts;
    private final int[] dataStarts;
    private final int[] dataLengths;
    private final Map<String, String>[] keys;
    private final DecodedData decoded;
    private final int[] decodedStarts;
    private final int[] decodedLengths;
    private byte[] text;

    /// What an answer has to say of one record.
    ///
    /// @param data what kind of value it is
    /// @param dataStart in the text that the verdicts refer to
    /// @param decodedStart among what was decoded, or [#NOT_DECODED]
    record Said(
            String result,
            Data data,
            int dataStart,
            int dataLength,
            int decodedStart,
            int decodedLength,
            Keys keys) {
        /// With data that is not decoded yet.
        Said(String result, Data data, int dataStart, int dataLength, Keys keys) {
            this(result, data, dataStart, dataLength, NOT_DECODED, 0, keys);
        }
    }

    enum Data {
        NONE,
        TEXT,
        OTHER
    }

    /// @param valid whether they are texts with names
    record Keys(boolean valid, Map<String, String> values) {
        static final Keys NONE = new Keys(true, Map.of());
        static final Keys INVALID = new Keys(false, Map.of());
    }

    /// @param text where data is found, in Base64
    /// @param arrays where what is decoded of it goes to
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    Verdicts(int count, Payload text, PayloadArrays arrays) {
        this.verdicts = new Verdict[count];
        this.dataStarts = new int[count];
        this.dataLengths = new int[count];
        this.keys = new Map[count];
        this.decoded = new DecodedData(text, arrays);
        this.decodedStarts = new int[count];
        this.decodedLengths = new int[count];
        this.text = text.array();
        Arrays.fill(verdicts, Verdict.MISSING);
    }

    /// All records fail for the same reason.
    static Verdicts all(int count, Verdict verdict) {
        Verdicts all = new Verdicts(count, Payload.of(new byte[0]), PayloadArrays.NONE);
        Arrays.fill(all.verdicts, verdict);
        return all;
    }

    void note(int index, Said said) {
        if (verdicts[index] != Verdict.MISSING) {
            verdicts[index] = Verdict.DUPLICATED;
            return;
        }
        verdicts[index] = verdict(said);
        dataStarts[index] = said.dataStart();
        dataLengths[index] = said.dataLength();
        decodedStarts[index] = said.decodedStart();
        decodedLengths[index] = said.decodedLength();
        keys[index] = said.keys().values();
    }

    /// The texts of data are found here.
    void text(byte[] moved) {
        text = moved;
    }

    Verdict of(int index) {
        return verdicts[index];
    }

    /// What is decoded before it is known whose data it is.
    DecodedData decoded() {
        return decoded;
    }

    /// A record's data.
    ///
    /// @throws IllegalArgumentException when it is no Base64
    ByteBuffer data(int index) {
        return decodedStarts[index] == NOT_DECODED
                ? DecodedData.decoded(text, dataStarts[index], dataLengths[index])
                : ByteBuffer.wrap(decoded.array(), decodedStarts[index], decodedLengths[index]);
    }

    /// Whether the data of all records is decoded and good, in their order, and together nearly
    /// fills what an array for it needs.
    boolean areWhole() {
        int end = 0;
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] != Verdict.OK || decodedStarts[i] != end) {
                return false;
            }
            end += decodedLengths[i];
        }
        return end >= decoded.bytesMax() - decoded.bytesMax() / 4;
    }

    Map<String, String> keys(int index) {
        return keys[index];
    }

    private static Verdict verdict(Said said) {
        return switch (said.result()) {
            case "Ok" -> ok(said);
            case "Dropped" -> Verdict.DROPPED;
            case "ProcessingFailed" -> Verdict.PROCESSING_FAILED;
            default -> Verdict.INVALID;
        };
    }

    private static Verdict ok(Said said) {
        if (said.data() == Data.NONE) {
            return Verdict.WITHOUT_DATA;
        }
        if (said.data() == Data.OTHER || !said.keys().valid()) {
            return Verdict.INVALID;
        }
        long bytes = 0;
        for (Map.Entry<String, String> key : said.keys().values().entrySet()) {
            bytes += bytes(key.getKey()) + bytes(key.getValue());
        }
        return bytes > KEY_BYTES_MAX ? Verdict.KEYS_TOO_LONG : Verdict.OK;
    }

    private static int bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }
}
