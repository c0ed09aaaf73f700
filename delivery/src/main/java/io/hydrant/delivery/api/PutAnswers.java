package io.hydrant.delivery.api;

import java.nio.charset.StandardCharsets;

/// The answers of PutRecordBatch and PutRecord when every record was accepted, written as JSON
/// without a detour:
///
///     {"FailedPutCount":0,"Encrypted":false,"RequestResponses":[{"RecordId":"..."},...]}
///     {"RecordId":"...","Encrypted":false}
final class PutAnswers {
    private static final byte[] ID_START = ascii("{\"RecordId\":\"");
    private static final byte[] ID_END = ascii("\"},");
    private static final byte[] END = ascii("]}");

    private PutAnswers() {}

    /// @param encrypted whether the stream's records are encrypted at rest
    static byte[] batch(RecordIds ids, int recordCount, boolean encrypted) {
        byte[] start =
                ascii(
                        "{\"FailedPutCount\":0,\"Encrypted\":"
                                + encrypted
                                + ",\"RequestResponses\":[");
        byte[] entry = new byte[ID_START.length + RecordIds.ID_CHARS + ID_END.length];
        System.arraycopy(ID_START, 0, entry, 0, ID_START.length);
        ids.writeHead(entry, ID_START.length);
        System.arraycopy(ID_END, 0, entry, entry.length - ID_END.length, ID_END.length);

        // the last entry's comma gives way to the end
        int endStart = start.length + recordCount * entry.length - 1;
        byte[] answer = new byte[endStart + END.length];
        System.arraycopy(start, 0, answer, 0, start.length);
        int at = start.length;
        for (int index = 0; index < recordCount; index++) {
            System.arraycopy(entry, 0, answer, at, entry.length);
            ids.writeTail(index, answer, at + ID_START.length);
            at += entry.length;
        }
        System.arraycopy(END, 0, answer, endStart, END.length);
        return answer;
    }

    /// @param encrypted whether the stream's records are encrypted at rest
    static byte[] single(RecordIds ids, boolean encrypted) {
        byte[] end = ascii("\",\"Encrypted\":" + encrypted + "}");
        byte[] answer = new byte[ID_START.length + RecordIds.ID_CHARS + end.length];
        System.arraycopy(ID_START, 0, answer, 0, ID_START.length);
        ids.writeHead(answer, ID_START.length);
        ids.writeTail(0, answer, ID_START.length);
        System.arraycopy(end, 0, answer, answer.length - end.length, end.length);
        return answer;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
