package io.hydrant.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text above all texts that begin in some way.
final class Utf8Successor {
    private Utf8Successor() {}

    /// A text in UTF-8 that sorts above all that begin with `bytes`; empty if there is none, or if
    /// `bytes` is not UTF-8.
    ///
    /// UTF-8 sorts as its characters do, so raising the last one is enough, unless it is the very
    /// last of Unicode; surrogates are no characters and are passed over.
    static byte[] of(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new byte[0];
        }
        int end = text.length();
        while (end > 0) {
            int last = text.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? 0xE000 : last + 1;
                return (text.substring(0, end) + Character.toString(next))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return new byte[0];
    }
}
