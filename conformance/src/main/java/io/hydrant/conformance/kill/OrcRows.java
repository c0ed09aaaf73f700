package io.hydrant.conformance.kill;

import org.apache.orc.OrcProto;
import org.apache.orc.protobuf.InvalidProtocolBufferException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads ORC files as far as the footers and one string column go.
///
/// The file has no compression and its strings no dictionary, so a column's `DATA` stream is its
/// values, one after the other:
///
/// ```
/// "ORC" | stripe ... | metadata | footer | postscript | length of postscript: 1 byte
/// stripe: index streams | data streams | stripe footer
/// ```
///
/// Source: ORC specification v1.
final class OrcRows implements RowsReader {
    private static final int NO_CHILD = -1;

    @Override
    public List<String> marks(byte[] file) {
        try {
            return read(file);
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            throw new BrokenFile("no ORC file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }

    private static List<String> read(byte[] file) throws InvalidProtocolBufferException {
        int tailBytes = file[file.length - 1] & 0xFF;
        int tailStart = file.length - 1 - tailBytes;
        OrcProto.PostScript tail =
                OrcProto.PostScript.parseFrom(ByteBuffer.wrap(file, tailStart, tailBytes));
        if (tail.getCompression() != OrcProto.CompressionKind.NONE) {
            throw new BrokenFile("compressed with " + tail.getCompression());
        }
        int footerBytes = (int) tail.getFooterLength();
        OrcProto.Footer footer =
                OrcProto.Footer.parseFrom(
                        ByteBuffer.wrap(file, tailStart - footerBytes, footerBytes));
        int column = column(footer, ConversionRecord.MARK);
        List<String> marks = new ArrayList<>();
        for (OrcProto.StripeInformation stripe : footer.getStripesList()) {
            int before = marks.size();
            readStripe(file, stripe, column, marks);
            requireCount("a stripe", stripe.getNumberOfRows(), marks.size() - before);
        }
        requireCount("the file", footer.getNumberOfRows(), marks.size());
        requireStatistics(footer, marks);
        return marks;
    }

    private static int column(OrcProto.Footer footer, String name) {
        OrcProto.Type row = footer.getTypes(0);
        int child = row.getFieldNamesList().indexOf(name);
        if (child == NO_CHILD) {
            throw new BrokenFile("no column " + name + " among " + row.getFieldNamesList());
        }
        return row.getSubtypes(child);
    }

    private static void readStripe(
            byte[] file, OrcProto.StripeInformation stripe, int column, List<String> marks)
            throws InvalidProtocolBufferException {
        long end = stripe.getOffset() + stripe.getIndexLength() + stripe.getDataLength();
        OrcProto.StripeFooter footer =
                OrcProto.StripeFooter.parseFrom(
                        ByteBuffer.wrap(file, (int) end, (int) stripe.getFooterLength()));
        OrcProto.ColumnEncoding.Kind encoding = footer.getColumns(column).getKind();
        if (encoding != OrcProto.ColumnEncoding.Kind.DIRECT
                && encoding != OrcProto.ColumnEncoding.Kind.DIRECT_V2) {
            throw new BrokenFile("marks are encoded as " + encoding);
        }
        int start = (int) stripe.getOffset();
        for (OrcProto.Stream stream : footer.getStreamsList()) {
            int bytes = (int) stream.getLength();
            if (stream.getColumn() == column && stream.getKind() == OrcProto.Stream.Kind.DATA) {
                split(new String(file, start, bytes, StandardCharsets.UTF_8), marks);
            }
            start += bytes;
        }
    }

    private static void split(String values, List<String> marks) {
        int from = 0;
        for (int end = values.indexOf(ConversionRecord.MARK_END);
                end >= 0;
                end = values.indexOf(ConversionRecord.MARK_END, from)) {
            marks.add(values.substring(from, end + 1));
            from = end + 1;
        }
        if (from < values.length()) {
            throw new BrokenFile("half a mark: " + values.substring(from));
        }
    }

    /// Values of other columns stand with the marks of their rows: none is from a record that was
    /// rejected, and none is missing.
    private static void requireStatistics(OrcProto.Footer footer, List<String> marks) {
        long sum = 0;
        for (String mark : marks) {
            sum += ConversionRecord.numberOf(mark);
        }
        List<String> names = footer.getTypes(0).getFieldNamesList();
        for (String name : names) {
            OrcProto.ColumnStatistics found = footer.getStatistics(column(footer, name));
            requireCount("column " + name, found.getNumberOfValues(), marks.size());
            int added = ConversionRecord.addend(name);
            if (added >= 0) {
                long expected = sum + (long) added * marks.size();
                requireCount("the sum of " + name, found.getIntStatistics().getSum(), expected);
            }
        }
    }

    private static void requireCount(String what, long said, long found) {
        if (said != found) {
            throw new BrokenFile("%s has %d where its marks make %d".formatted(what, said, found));
        }
    }
}
