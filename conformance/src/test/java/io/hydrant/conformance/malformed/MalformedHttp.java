package io.hydrant.conformance.malformed;

import io.hydrant.conformance.malformed.Draft.Signature;
import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Requests that are wrong before or beside their service: HTTP itself, targets, paths, methods.
final class MalformedHttp {
    private static final Expected BAD = Expected.plain(400);
    private static final Expected BAD_OR_CLOSED = Expected.plain(400, 403, 408, 0);
    private static final Expected UNKNOWN = Expected.json(400, "UnknownOperationException");
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n";
    private static final int GARBAGE = 60;

    private final Signature firehose;
    private final SplittableRandom random;
    private final List<Malformed> all = new ArrayList<>();

    MalformedHttp(int port, SplittableRandom random) {
        this.firehose = Signature.of(port, "firehose");
        this.random = random;
    }

    List<Malformed> all() {
        requestLines();
        headers();
        bodies();
        garbage();
        targets();
        ownPaths();
        return all;
    }

    private void requestLines() {
        for (String line :
                List.of(
                        "GET",
                        "GET  / HTTP/1.1",
                        " GET / HTTP/1.1",
                        "GET / HTTP/1.1 x",
                        "G\u0000T / HTTP/1.1",
                        "GET /\u0000 HTTP/1.1",
                        "GET /%zz HTTP/1.1",
                        "GET /%2 HTTP/1.1",
                        "GET /\u0001 HTTP/1.1",
                        "G(T / HTTP/1.1")) {
            add(
                    "the line " + line,
                    line + "\r\nHost: a\r\nConnection: close\r\n\r\n",
                    Expected.plain(400, 403, 405, 404, 0));
        }
        add(
                "a long line",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                Expected.plain(414, 431));
        add(
                "a long query",
                "GET /?" + "a=b&".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                Expected.plain(414, 431));
    }

    private void headers() {
        for (String wrong :
                List.of(
                        "No colon",
                        ": no name",
                        "A b: blank in name",
                        "A : blank after name",
                        " folded: x",
                        "X\u0000: x",
                        "X: \u0000",
                        "X: a\u0001b",
                        "Content-Length: -1",
                        "Content-Length: x",
                        "Content-Length: 99999999999999999999",
                        "Content-Length: 1\r\nContent-Length: 2",
                        "Content-Length: 1,2",
                        "Content-Length: 0x10",
                        "Transfer-Encoding: gzip",
                        "Transfer-Encoding: chunked, gzip",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5",
                        "Host: b",
                        "Host: c:99999999")) {
            add(
                    "the header " + wrong,
                    HEAD + wrong + "\r\nConnection: close\r\n\r\n",
                    Expected.plain(400, 403, 0));
        }
        add("no host", "POST / HTTP/1.1\r\nConnection: close\r\n\r\n", BAD);
        for (int bytes : new int[] {17_000, 70_000, 1_000_000}) {
            add(
                    bytes + " bytes of header",
                    HEAD + "X: " + "a".repeat(bytes) + "\r\n\r\n",
                    Expected.plain(431, 400));
        }
        add("many headers", HEAD + "X: a\r\n".repeat(5_000) + "\r\n", Expected.plain(431, 400));
        add(
                "a large Authorization",
                HEAD + "Authorization: AWS4-HMAC-SHA256 " + "x".repeat(20_000) + "\r\n\r\n",
                Expected.plain(431));
    }

    private void bodies() {
        String chunked = HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        for (String body :
                List.of(
                        "x\r\n",
                        "-1\r\n",
                        "5\r\nab\r\n0\r\n\r\n",
                        "5 5\r\nabcde\r\n0\r\n\r\n",
                        "ffffffffffffffff\r\n",
                        "5\r\nabcdefgh\r\n0\r\n\r\n",
                        "5;\u0000\r\nabcde\r\n",
                        "\r\n",
                        "0\r\nX\r\n\r\n",
                        "5\r\nabcde")) {
            add("the chunks " + body, chunked + body, BAD_OR_CLOSED);
        }
        Draft put =
                Draft.firehose(
                        "PutRecord",
                        Templates.INPUTS.get("PutRecord").getBytes(StandardCharsets.UTF_8));
        Expected broken = Expected.plain(400, 408, 0);
        add(
                "a body that ends early",
                put.signed(firehose).with("content-length", "100000"),
                broken);
        add(
                "a body that is longer",
                put.signed(firehose).with("content-length", "10"),
                Expected.json(400, "InvalidSignatureException"));
        add(
                "a body of 20 MiB, announced",
                put.signed(firehose).with("content-length", "20971520"),
                Expected.plain(413, 400, 408));
    }

    /// Bytes that are no request at all, though many begin as one.
    private void garbage() {
        for (int i = 0; i < GARBAGE; i++) {
            byte[] bytes = new byte[random.nextInt(1, 400)];
            random.nextBytes(bytes);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
            if (bytes[0] == 0x16) {
                continue; // would begin TLS
            }
            add(
                    "garbage " + i,
                    i % 3 == 0 ? HEAD + raw : raw,
                    Expected.plain(400, 403, 404, 405, 408, 431, 0));
        }
        add("a broken HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", Expected.plain(0, 400));
    }

    private void targets() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        for (String target :
                List.of(
                        "Firehose_20150804.",
                        "Firehose_20150804.Put",
                        "Firehose_20150804.putrecord",
                        "Firehose_20150804.PutRecord ",
                        "Firehose_20150804.PutRecord.PutRecord",
                        "Firehose_20150805.PutRecord",
                        "firehose_20150804.PutRecord",
                        "PutRecord",
                        "Firehose_20150804",
                        ".",
                        "Firehose_20150804./../PutRecord")) {
            if (!target.endsWith(" ")) {
                Draft call = Draft.firehose("X", body).change("x-amz-target", _ -> target);
                add("the target " + target, call.signed(firehose), UNKNOWN);
            }
        }
        for (int i = 0; i < 30; i++) {
            String name = Long.toString(random.nextLong() >>> 1, 36);
            add("the operation " + name, Draft.firehose(name, body).signed(firehose), UNKNOWN);
        }
        add(
                "no target",
                Draft.of("POST", "/", Map.of("content-type", "application/x-amz-json-1.1"), body)
                        .signed(firehose),
                UNKNOWN);
        for (String method : List.of("GET", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS")) {
            Draft call = Draft.firehose("ListDeliveryStreams", new byte[0]).withMethod(method);
            Expected expected = method.equals("HEAD") ? Expected.plain(400) : UNKNOWN;
            add("the method " + method, call.signed(firehose), expected);
        }
        for (String service : List.of("kinesis", "athena", "logs", "kms", "nonsense")) {
            Draft call =
                    Draft.firehose("ListDeliveryStreams", body)
                            .change("x-amz-target", _ -> "Other_1.List");
            add(
                    "the service " + service,
                    call.signed(Signature.of(firehose.port(), service)),
                    UNKNOWN);
        }
    }

    private void ownPaths() {
        Signature own = Signature.of(firehose.port(), "hydrant");
        for (String path :
                List.of(
                        "/_hydrant/",
                        "/_hydrant/nothing",
                        "/_hydrant/delivery-streams/",
                        "/_hydrant/../x")) {
            add(
                    "the path " + path,
                    Draft.of("GET", path, Map.of(), new byte[0]).signed(own),
                    Expected.plain(400, 403, 404, 405));
        }
        Draft flush =
                Draft.of("POST", "/_hydrant/delivery-streams/ghost/flush", Map.of(), new byte[0]);
        add(
                "flush of a stream that is not there",
                flush.signed(own),
                Expected.json(400, "ResourceNotFoundException"));
        add("flush unsigned", flush, Expected.plain(400, 403));
        for (String limit : List.of("-1", "901", "x", "1.5")) {
            Draft call =
                    flush.withTarget(
                            "/_hydrant/delivery-streams/healthy/flush?timeoutSeconds=" + limit);
            add(
                    "flush for " + limit,
                    call.signed(own),
                    Expected.json(400, "ValidationException", "InvalidArgument"));
        }
        Draft status =
                Draft.of(
                        "GET",
                        "/_hydrant/delivery-streams/healthy/status?deliveredBefore=today",
                        Map.of(),
                        new byte[0]);
        add(
                "status before today",
                status.signed(own),
                Expected.json(400, "ValidationException", "InvalidArgument"));
    }

    private void add(String what, Draft draft, Expected expected) {
        all.add(Malformed.of("http: " + what, draft, expected));
    }

    private void add(String what, String raw, Expected expected) {
        all.add(
                Malformed.of(
                        "http: " + what.substring(0, Math.min(what.length(), 80)), raw, expected));
    }
}
