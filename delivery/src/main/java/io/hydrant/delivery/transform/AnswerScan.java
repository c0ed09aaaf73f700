package io.hydrant.delivery.transform;

import static io.hydrant.delivery.transform.JsonBytes.ascii;

import io.hydrant.delivery.transform.Verdicts.Data;
import io.hydrant.delivery.transform.Verdicts.Keys;
import io.hydrant.delivery.transform.Verdicts.Said;
import io.hydrant.functions.runtime.Payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads answers of the shape that nearly all have, and says so when one has another: then
/// [AnswerParser] must read it, with the same result for those that both can read.
///
/// That shape: an object of `records` alone, in which are objects of `recordId`, `result`, and
/// perhaps `data` and `metadata`, in any order; texts are ASCII without escapes, and in `metadata`
/// is nothing but `partitionKeys`. For one thread and one answer.
final class AnswerScan {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int KEY_SETS_MAX = 1_000;

    private static final byte[] RECORDS = ascii("\"records\"");
    private static final byte[] RECORD_ID = ascii("\"recordId\"");
    private static final byte[] RESULT = ascii("\"result\"");
    private static final byte[] DATA = ascii("\"data\"");
    private static final byte[] METADATA = ascii("\"metadata\"");
    private static final byte[] PARTITION_KEYS = ascii("\"partitionKeys\"");
    private static final byte[] NULL = ascii("null");
    private static final byte[] OK = ascii("Ok");
    private static final byte[] DROPPED = ascii("Dropped");
    private static final byte[] PROCESSING_FAILED = ascii("ProcessingFailed");
    private static final int NONE = -1;

    private final byte[] answer;
    private final int answerBytes;
    private final TransformEvent event;
    private final Verdicts verdicts;
    private final Map<String, Keys> keySets = new HashMap<>();
    private int at;

    /// Where the text is that was read last.
    private int textStart;

    private int textEnd;

    /// Of the record that is read: where its id, its data and its metadata are.
    private int idStart;

    private int idEnd;
    private String result = "";
    private boolean resultSeen;
    private Data data = Data.NONE;
    private boolean dataSeen;
    private int dataStart;
    private int dataEnd;
    private int decodedStart;
    private int decodedEnd;
    private boolean metadataSeen;
    private Keys keys = Keys.NONE;

    /// The record that is probably next.
    private int expected;

    AnswerScan(TransformEvent event, Payload answer, Verdicts verdicts) {
        this.event = event;
        this.answer = answer.array();
        this.answerBytes = answer.length();
        this.verdicts = verdicts;
    }

    /// Whether the whole answer has the shape. Ask once.
    boolean accepts() {
        return skip('{')
                && literal(RECORDS)
                && skip(':')
                && skip('[')
                && records()
                && skip('}')
                && atEnd();
    }

    private boolean records() {
        if (skip(']')) {
            return true;
        }
        do {
            if (!record()) {
                return false;
            }
        } while (skip(','));
        return skip(']');
    }

    private boolean record() {
        idStart = NONE;
        resultSeen = false;
        dataSeen = false;
        data = Data.NONE;
        dataStart = 0;
        dataEnd = 0;
        decodedStart = Verdicts.NOT_DECODED;
        decodedEnd = Verdicts.NOT_DECODED;
        metadataSeen = false;
        keys = Keys.NONE;
        if (!skip('{')) {
            return false;
        }
        do {
            if (!member()) {
                return false;
            }
        } while (skip(','));
        if (!skip('}') || idStart == NONE || !resultSeen) {
            return false;
        }
        int index = index();
        if (index != TransformEvent.UNKNOWN) {
            verdicts.note(index, said());
        }
        return true;
    }

    private Said said() {
        return new Said(
                result,
                data,
                dataStart,
                dataEnd - dataStart,
                decodedStart,
                decodedEnd - decodedStart,
                keys);
    }

    private int index() {
        int length = idEnd - idStart;
        if (expected < event.count() && event.hasId(expected, answer, idStart, length)) {
            return expected++;
        }
        int index = event.find(new String(answer, idStart, length, StandardCharsets.ISO_8859_1));
        if (index != TransformEvent.UNKNOWN) {
            expected = index + 1;
        }
        return index;
    }

    private boolean member() {
        if (idStart == NONE && literal(RECORD_ID)) {
            if (!skip(':') || !text()) {
                return false;
            }
            idStart = textStart;
            idEnd = textEnd;
            return true;
        }
        if (!dataSeen && literal(DATA)) {
            return skip(':') && data();
        }
        if (!resultSeen && literal(RESULT)) {
            return skip(':') && text() && result();
        }
        return !metadataSeen && literal(METADATA) && skip(':') && metadata();
    }

    private boolean result() {
        resultSeen = true;
        if (textIs(OK)) {
            result = "Ok";
        } else if (textIs(DROPPED)) {
            result = "Dropped";
        } else if (textIs(PROCESSING_FAILED)) {
            result = "ProcessingFailed";
        } else {
            result = "";
        }
        return true;
    }

    private boolean data() {
        dataSeen = true;
        if (literal(NULL)) {
            return true;
        }
        if (!dataAsLongAsSent()) {
            if (!text()) {
                return false;
            }
            decode(textStart, textEnd);
        }
        data = Data.TEXT;
        dataStart = textStart;
        dataEnd = textEnd;
        return true;
    }

    /// Many functions leave data as long as it is. Then its end is known before it is read, and no
    /// character of it needs to be looked at: what can be decoded has none that is special.
    private boolean dataAsLongAsSent() {
        skipWhiteSpace();
        int start = at + 1;
        if (expected >= event.count() || start >= answerBytes || answer[at] != '"') {
            return false;
        }
        int end = start + event.dataLength(expected);
        if (end >= answerBytes || answer[end] != '"' || !decode(start, end)) {
            return false;
        }
        textStart = start;
        textEnd = end;
        at = end + 1;
        return true;
    }

    private boolean decode(int start, int end) {
        int before = verdicts.decoded().length();
        if (!verdicts.decoded().add(start, end)) {
            return false;
        }
        decodedStart = before;
        decodedEnd = verdicts.decoded().length();
        return true;
    }

    private boolean metadata() {
        metadataSeen = true;
        if (!skip('{')) {
            return false;
        }
        int start = at;
        if (skip('}')) {
            return true;
        }
        if (!literal(PARTITION_KEYS) || !skip(':') || !skip('{')) {
            return false;
        }
        Map<String, String> read = new LinkedHashMap<>();
        if (!skip('}') && !(pairs(read) && skip('}'))) {
            return false;
        }
        keys = known(start, read);
        return skip('}');
    }

    /// Equal keys are one object: there are few sets of them and many records.
    private Keys known(int start, Map<String, String> read) {
        if (keySets.size() == KEY_SETS_MAX) {
            keySets.clear();
        }
        String written = new String(answer, start, at - start, StandardCharsets.ISO_8859_1);
        return keySets.computeIfAbsent(written, _ -> new Keys(true, read));
    }

    private boolean pairs(Map<String, String> read) {
        do {
            if (!text()) {
                return false;
            }
            String name = textRead();
            if (!skip(':') || !text()) {
                return false;
            }
            read.put(name, textRead());
        } while (skip(','));
        return true;
    }

    private String textRead() {
        return new String(answer, textStart, textEnd - textStart, StandardCharsets.ISO_8859_1);
    }

    private boolean textIs(byte[] wanted) {
        return Arrays.equals(answer, textStart, textEnd, wanted, 0, wanted.length);
    }

    /// A string of ASCII characters without escapes.
    private boolean text() {
        if (!skip('"')) {
            return false;
        }
        textStart = at;
        while (at + 4 * Long.BYTES <= answerBytes && special(at) == 0) {
            at += 4 * Long.BYTES;
        }
        while (at < answerBytes && isOrdinary(answer[at])) {
            at++;
        }
        textEnd = at;
        return at < answerBytes && answer[at++] == '"';
    }

    private static boolean isOrdinary(byte character) {
        return character >= ' ' && character != '"' && character != '\\';
    }

    /// Not zero if one of 32 characters is none of those, and perhaps only behind one.
    private long special(int from) {
        return HIGHS
                & (special((long) EIGHT.get(answer, from))
                        | special((long) EIGHT.get(answer, from + Long.BYTES))
                        | special((long) EIGHT.get(answer, from + 2 * Long.BYTES))
                        | special((long) EIGHT.get(answer, from + 3 * Long.BYTES)));
    }

    private static long special(long eight) {
        long quotes = eight ^ '"' * ONES;
        long backslashes = eight ^ '\\' * ONES;
        return quotes - ONES & ~quotes
                | backslashes - ONES & ~backslashes
                | eight - ' ' * ONES
                | eight;
    }

    private boolean literal(byte[] wanted) {
        skipWhiteSpace();
        int end = at + wanted.length;
        if (end > answerBytes || !Arrays.equals(answer, at, end, wanted, 0, wanted.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean skip(char wanted) {
        skipWhiteSpace();
        if (at < answerBytes && answer[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atEnd() {
        skipWhiteSpace();
        return at == answerBytes;
    }

    private void skipWhiteSpace() {
        while (at < answerBytes
                && (answer[at] == ' '
                        || answer[at] == '\n'
                        || answer[at] == '\r'
                        || answer[at] == '\t')) {
            at++;
        }
    }
}
