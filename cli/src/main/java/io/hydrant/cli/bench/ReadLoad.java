package io.hydrant.cli.bench;

import java.io.IOException;
import java.time.Duration;

/// Reads shards from their oldest record on, again and again, as fast as the server answers.
final class ReadLoad {
    private final int port;
    private final StreamRequests requests;

    /// @param bytes of records
    record Outcome(long records, long bytes, Duration wall) {}

    ReadLoad(int port, StreamRequests requests) {
        this.port = port;
        this.requests = requests;
    }

    /// Reads one shard after the other until the time is over.
    Outcome runFor(Duration time, Iterable<String> shardIds) throws IOException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long records = 0;
        try (Connection connection = Connection.open(port)) {
            while (System.nanoTime() < end) {
                for (String shardId : shardIds) {
                    records += readShard(connection, shardId, end);
                }
            }
        }
        return new Outcome(
                records,
                records * PutLoad.RECORD_BYTES,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private long readShard(Connection connection, String shardId, long end) throws IOException {
        String iterator =
                StreamAnswers.text(
                        answer(connection, requests.getShardIterator(shardId)), "ShardIterator");
        long records = 0;
        while (System.nanoTime() < end) {
            byte[] answer = answer(connection, requests.getRecords(iterator));
            int count = StreamAnswers.count(answer, "PartitionKey");
            if (count == 0) {
                return records;
            }
            records += count;
            iterator = StreamAnswers.text(answer, "NextShardIterator");
        }
        return records;
    }

    private static byte[] answer(Connection connection, PreparedRequest request)
            throws IOException {
        Connection.Answer answer = connection.exchange(request);
        if (answer.status() != 200) {
            throw new IOException("HTTP " + answer.status() + " " + answer.body());
        }
        return answer.bytes();
    }
}
