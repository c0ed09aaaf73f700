package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Kinesis calls with a wrong target, content type, iterator or token.
final class MalformedKinesisCalls {
    private static final int TOKENS = 60;

    private final Api api = KinesisTemplates.API;
    private final int port;
    private final SplittableRandom random;
    private final String iterator;
    private final String token;

    /// @param iterator a good one, to be spoilt
    /// @param token a good one of ListShards, to be spoilt
    MalformedKinesisCalls(int port, SplittableRandom random, String iterator, String token) {
        this.port = port;
        this.random = random;
        this.iterator = iterator;
        this.token = token;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        targets(all);
        contentTypes(all);
        iterators(all);
        tokens(all);
        return all;
    }

    private void targets(List<Malformed> all) {
        for (String target :
                List.of(
                        "Kinesis_20131202.Nothing",
                        "Kinesis_20131202.putRecord",
                        "Kinesis_20131202.PutRecord ",
                        "Kinesis_20131202.",
                        "Kinesis_20131202",
                        "Kinesis_20131202.PutRecord.PutRecord",
                        "Kinesis_20131203.PutRecord",
                        "kinesis_20131202.PutRecord",
                        "PutRecord",
                        ".PutRecord",
                        "Kinesis_20131202.PutRecordBatch",
                        "x".repeat(4_000))) {
            byte[] json = api.inputs().get("PutRecord").getBytes(StandardCharsets.UTF_8);
            boolean trimmed = target.endsWith(" "); // which HTTP does to every value
            all.add(
                    call(
                            "the target " + target,
                            api.json("PutRecord", json).change("x-amz-target", _ -> target),
                            Expected.json(
                                    400,
                                    trimmed
                                            ? "ResourceNotFoundException"
                                            : "UnknownOperationException")));
            byte[] cbor = Cbor.of(api.tree("PutRecord"));
            all.add(
                    call(
                            "the target " + target + " (CBOR)",
                            api.call("PutRecord", Cbor.CONTENT_TYPE, cbor)
                                    .change("x-amz-target", _ -> target),
                            Expected.cbor(
                                    400,
                                    trimmed
                                            ? "ResourceNotFoundException"
                                            : "UnknownOperationException")));
        }
    }

    /// Nothing of this is a call that could do anything.
    private void contentTypes(List<Malformed> all) {
        byte[] json = api.inputs().get("PutRecord").getBytes(StandardCharsets.UTF_8);
        for (String type :
                List.of(
                        "text/plain",
                        "application/cbor",
                        "application/x-amz-cbor-1.0",
                        "application/x-www-form-urlencoded",
                        "application/xml",
                        "x/y",
                        "/",
                        "application/json",
                        "application/x-amz-json-1.1; charset=utf-16")) {
            all.add(
                    call(
                            "the content type " + type,
                            api.call("PutRecord", type, json),
                            Expected.plain(400, 404, 415)));
            all.add(
                    call(
                            "CBOR of the content type " + type,
                            api.call("PutRecord", type, Cbor.of(api.tree("PutRecord"))),
                            Expected.plain(400, 404, 415)));
        }
        all.add(
                call(
                        "CBOR sent as JSON",
                        api.json("PutRecord", Cbor.of(api.tree("PutRecord"))),
                        Expected.json(400, "SerializationException")));
    }

    private void iterators(List<Malformed> all) {
        for (String wrong : spoilt(iterator)) {
            ObjectNode input = JsonNodeFactory.instance.objectNode().put("ShardIterator", wrong);
            add("the iterator " + wrong, "GetRecords", input, "InvalidArgumentException", all);
        }
    }

    private void tokens(List<Malformed> all) {
        String codes = "InvalidArgumentException|ExpiredNextTokenException|ValidationException";
        for (String wrong : spoilt(token)) {
            ObjectNode input = JsonNodeFactory.instance.objectNode().put("NextToken", wrong);
            add("the token " + wrong, "ListShards", input, codes, all);
        }
        for (String wrong : spoilt(token).subList(0, 20)) {
            ObjectNode streams = JsonNodeFactory.instance.objectNode().put("NextToken", wrong);
            add("the token " + wrong, "ListStreams", streams, codes, all);
            ObjectNode consumers = JsonNodeFactory.instance.objectNode();
            consumers.put("StreamARN", KinesisTemplates.ARN).put("NextToken", wrong);
            add("the token " + wrong, "ListStreamConsumers", consumers, codes, all);
        }
    }

    /// Texts that are nearly good.
    private List<String> spoilt(String good) {
        Set<String> wrong = new TreeSet<>();
        wrong.addAll(
                List.of("x", "AAAA", "=", "null", "../../etc/passwd", "%00", "ü", "A".repeat(512)));
        while (wrong.size() < TOKENS) {
            int at = random.nextInt(good.length());
            char other = (char) random.nextInt('0', 'z');
            String text =
                    switch (random.nextInt(5)) {
                        case 0 -> good.substring(0, at);
                        case 1 -> good.substring(0, at) + other + good.substring(at + 1);
                        case 2 -> good.substring(at);
                        case 3 -> Base64.getEncoder().encodeToString(noise(random.nextInt(1, 300)));
                        default -> good.substring(0, at) + other + good.substring(at);
                    };
            if (!text.isEmpty() && !sameBytes(text, good)) {
                wrong.add(text);
            }
        }
        return List.copyOf(wrong);
    }

    /// The last bits of Base64 may differ and mean the same.
    private static boolean sameBytes(String text, String good) {
        String bare = text.replace("=", "");
        String other = good.replace("=", "");
        return bare.length() == other.length()
                && bare.substring(0, bare.length() - 1)
                        .equals(other.substring(0, other.length() - 1));
    }

    private byte[] noise(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void add(
            String what, String operation, ObjectNode input, String code, List<Malformed> all) {
        all.addAll(
                MalformedKinesisValues.inBoth(
                        port, operation + ": " + what, operation, input, code, ""));
    }

    private Malformed call(String what, Draft draft, Expected expected) {
        return new Malformed(what, () -> draft.signed(api.signature(port)).bytes(), expected);
    }
}
