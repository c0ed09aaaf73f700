package io.hydrant.formats.orc;

import org.apache.orc.OrcProto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What an uncompressed ORC file says of itself, read from its end, with nothing of Hadoop.
///
/// ```
/// "ORC" | stripe: index streams, data streams, footer | ... | metadata | footer | postscript | length of it
/// ```
///
/// @param body how many bytes come before the metadata
record OrcStructure(
        OrcProto.PostScript postScript,
        OrcProto.Footer footer,
        List<OrcProto.StripeFooter> stripeFooters,
        int body) {
    static OrcStructure of(byte[] file) {
        try {
            int postScriptEnd = file.length - 1;
            int footerEnd = postScriptEnd - (file[postScriptEnd] & 0xff);
            OrcProto.PostScript postScript =
                    OrcProto.PostScript.parseFrom(
                            Arrays.copyOfRange(file, footerEnd, postScriptEnd));
            int footerStart = footerEnd - (int) postScript.getFooterLength();
            OrcProto.Footer footer =
                    OrcProto.Footer.parseFrom(Arrays.copyOfRange(file, footerStart, footerEnd));
            List<OrcProto.StripeFooter> stripes = new ArrayList<>();
            for (OrcProto.StripeInformation stripe : footer.getStripesList()) {
                int start = footerStartOf(stripe);
                int end = start + (int) stripe.getFooterLength();
                stripes.add(OrcProto.StripeFooter.parseFrom(Arrays.copyOfRange(file, start, end)));
            }
            int body = footerStart - (int) postScript.getMetadataLength();
            return new OrcStructure(postScript, footer, stripes, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int footerStartOf(OrcProto.StripeInformation stripe) {
        return (int) (stripe.getOffset() + stripe.getIndexLength() + stripe.getDataLength());
    }

    /// Which kinds of streams a stripe has for a column.
    List<OrcProto.Stream.Kind> streamsOf(int stripe, int column) {
        return stripeFooters.get(stripe).getStreamsList().stream()
                .filter(stream -> stream.getColumn() == column)
                .map(OrcProto.Stream::getKind)
                .toList();
    }
}
