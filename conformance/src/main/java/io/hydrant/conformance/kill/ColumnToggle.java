package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Gives the table of the partitions a column that no record has, and takes it away, at random
/// moments: rows that wait are of the table as it was. For one thread.
final class ColumnToggle implements Runnable, AutoCloseable {
    private static final int PAUSE_MILLIS_MAX = 3_000;
    private static final int SERVER_ERROR = 500;

    private final GlueClient glue;
    private final Workload work;
    private final SplittableRandom random;
    private volatile int changes;

    ColumnToggle(URI endpoint, Workload work, SplittableRandom random) {
        this.glue = AwsClients.glue(endpoint);
        this.work = work;
        this.random = random;
    }

    void createTable() {
        glue.createDatabase(
                create -> create.databaseInput(input -> input.name(PartitionLane.DATABASE)));
        glue.createTable(
                create -> create.databaseName(PartitionLane.DATABASE).tableInput(table(false)));
    }

    /// Until the work is complete.
    @Override
    public void run() {
        boolean wide = false;
        try {
            while (!work.complete() && !work.failed()) {
                Await.pause(random.nextInt(PAUSE_MILLIS_MAX));
                if (changeTo(!wide)) {
                    wide = !wide;
                    changes++;
                }
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    /// How often the table was changed so far.
    int changes() {
        return changes;
    }

    @Override
    public void close() {
        glue.close();
    }

    /// Returns false if nobody was there to do it, or to say so.
    private boolean changeTo(boolean wide) {
        try {
            glue.updateTable(
                    update -> update.databaseName(PartitionLane.DATABASE).tableInput(table(wide)));
            return true;
        } catch (SdkClientException _) {
            return false;
        } catch (AwsServiceException e) {
            if (e.statusCode() < SERVER_ERROR) {
                throw e; // the server found fault with a request that has none
            }
            return false;
        }
    }

    private static TableInput table(boolean wide) {
        List<Column> columns = new ArrayList<>();
        columns.add(column("id", "string"));
        if (wide) {
            columns.add(column("nobody", "double"));
        }
        columns.add(column("c", "string"));
        columns.add(column("n", "bigint"));
        return TableInput.builder()
                .name(PartitionLane.TABLE)
                .storageDescriptor(storage -> storage.columns(columns))
                .build();
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }
}
