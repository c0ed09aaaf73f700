package io.hydrant.benchmarks.conversion;

import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The same work by Jackson's streaming parser and parquet-java's writer, tuned as far as their
/// options go, in one thread.
///
/// Without partitions a file is closed after 128 MiB of input; with them every partition's writer
/// stays open to the end. Arguments: the input, a folder for the files, how many partitions (1).
public final class ParquetJavaPeer {
    private static final long ROLL_BYTES = 128L << 20;

    private final Path folder;
    private final ParquetWriter<Trip>[] writers;
    private final TripParser parser = new TripParser();
    private final Trip trip = new Trip();
    private long rowCount;
    private long inputBytes;
    private int fileCount;

    private ParquetJavaPeer(Path folder, int partitionCount) {
        this.folder = folder;
        this.writers = noWriters(partitionCount);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static ParquetWriter<Trip>[] noWriters(int count) {
        return new ParquetWriter[count];
    }

    public static void main(String[] arguments) throws Exception {
        Path input = Path.of(arguments[0]);
        int partitionCount = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        Pass.runAll(
                Path.of(arguments[1]),
                folder -> new ParquetJavaPeer(folder, partitionCount).run(input));
    }

    private long run(Path input) throws IOException {
        InputLines.each(input, 0, this::take);
        closeAll();
        return rowCount;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        parser.parse(bytes, offset, length, trip);
        if (trip.isKept()) {
            int number = (int) (trip.id / 10 % writers.length);
            if (writers[number] == null) {
                writers[number] = open();
            }
            writers[number].write(trip);
            rowCount++;
        }
        inputBytes += length + 1;
        if (writers.length == 1 && inputBytes >= ROLL_BYTES) {
            inputBytes = 0;
            closeAll();
        }
    }

    private ParquetWriter<Trip> open() throws IOException {
        Path file = folder.resolve("trips-" + fileCount++ + ".parquet");
        return new TripWriteSupport.Builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build();
    }

    private void closeAll() throws IOException {
        for (ParquetWriter<Trip> writer : writers) {
            if (writer != null) {
                writer.close();
            }
        }
        Arrays.fill(writers, null);
    }
}
