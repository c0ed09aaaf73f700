package io.hydrant.cli.bench;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.producer.JsonBytes;

import java.util.List;
import java.util.Random;

/// Requests of the Kinesis API in one encoding, as the bytes that go over the connection.
final class StreamRequests {
    private static final int RECORD_OVERHEAD_BYTES = 64;

    private final RequestSigner signer;
    private final int port;
    private final String stream;
    private final WireEncoding encoding;

    StreamRequests(RequestSigner signer, int port, String stream, WireEncoding encoding) {
        this.signer = signer;
        this.port = port;
        this.stream = stream;
        this.encoding = encoding;
    }

    /// Puts records under partition keys that spread over all shards.
    PreparedRequest putRecords(List<byte[]> records, Random keys) {
        return sign(
                "PutRecords",
                switch (encoding) {
                    case JSON -> putJson(stream, records, keys);
                    case CBOR -> putCbor(stream, records, keys);
                });
    }

    /// Asks for an iterator at the oldest record of a shard.
    PreparedRequest getShardIterator(String shardId) {
        return sign(
                "GetShardIterator",
                map(
                        List.of(
                                "StreamName",
                                stream,
                                "ShardId",
                                shardId,
                                "ShardIteratorType",
                                "TRIM_HORIZON")));
    }

    PreparedRequest getRecords(String iterator) {
        return sign("GetRecords", map(List.of("ShardIterator", iterator)));
    }

    static byte[] putJson(String stream, List<byte[]> records, Random keys) {
        JsonBytes json = new JsonBytes(sizeExpected(records) * 4 / 3);
        json.ascii("{\"StreamName\":").string(stream).ascii(",\"Records\":[");
        String separator = "";
        for (byte[] data : records) {
            json.ascii(separator).ascii("{\"Data\":").blob(data);
            json.ascii(",\"PartitionKey\":").string(key(keys)).ascii("}");
            separator = ",";
        }
        return json.ascii("]}").toBytes();
    }

    static byte[] putCbor(String stream, List<byte[]> records, Random keys) {
        CborBytes cbor = new CborBytes(sizeExpected(records));
        cbor.openMap().text("StreamName").text(stream).text("Records").openList();
        for (byte[] data : records) {
            cbor.openMap().text("Data").bytes(data);
            cbor.text("PartitionKey").text(key(keys)).close();
        }
        return cbor.close().close().toBytes();
    }

    private static String key(Random keys) {
        return Integer.toHexString(keys.nextInt());
    }

    private static int sizeExpected(List<byte[]> records) {
        return records.stream().mapToInt(data -> data.length + RECORD_OVERHEAD_BYTES).sum();
    }

    /// @param members names and texts in turn
    private byte[] map(List<String> members) {
        if (encoding == WireEncoding.CBOR) {
            CborBytes cbor = new CborBytes(512).openMap();
            members.forEach(cbor::text);
            return cbor.close().toBytes();
        }
        JsonBytes json = new JsonBytes(512);
        for (int place = 0; place < members.size(); place++) {
            String separator = place % 2 == 1 ? ":" : ",";
            json.ascii(place == 0 ? "{" : separator).string(members.get(place));
        }
        return json.ascii("}").toBytes();
    }

    /// Subscribes a consumer to what comes from now on; always in JSON, as all clients do.
    static PreparedRequest subscribeToShard(
            RequestSigner signer, int port, String consumerArn, String shardId) {
        byte[] body =
                new JsonBytes(512)
                        .ascii("{\"ConsumerARN\":")
                        .string(consumerArn)
                        .ascii(",\"ShardId\":")
                        .string(shardId)
                        .ascii(",\"StartingPosition\":{\"Type\":\"LATEST\"}}")
                        .toBytes();
        return PreparedRequest.of(
                signer,
                port,
                new PreparedRequest.Call(
                        "kinesis",
                        "Kinesis_20131202.SubscribeToShard",
                        WireEncoding.JSON.contentType()),
                body);
    }

    private PreparedRequest sign(String operation, byte[] body) {
        return PreparedRequest.of(
                signer,
                port,
                new PreparedRequest.Call(
                        "kinesis", "Kinesis_20131202." + operation, encoding.contentType()),
                body);
    }
}
