package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.kill.ConversionLane.Variant;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ConcurrentModificationException;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.TableInput;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Gives the tables of a run new columns, deletes them and makes them anew, and has streams convert
/// in another way at random moments; asks for flushes and status meanwhile. For one thread.
final class TableChanger implements Runnable, AutoCloseable {
    private static final int PAUSE_MILLIS_MAX = 500;
    private static final int ABSENCE_MILLIS_MAX = 400;
    private static final int RETRY_MILLIS = 100;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(1);

    private final GlueClient glue;
    private final FirehoseClient firehose;
    private final Administration administration;
    private final Workload work;
    private final SplittableRandom random;
    private final Map<ConversionLane, Integer> addedByLane = new EnumMap<>(ConversionLane.class);
    private final Map<String, Integer> done = new TreeMap<>();
    private volatile boolean stopped;

    TableChanger(URI endpoint, Workload work, SplittableRandom random) {
        this.glue = AwsClients.glue(endpoint);
        this.firehose = AwsClients.firehose(endpoint);
        this.administration = new Administration(endpoint);
        this.work = work;
        this.random = random;
    }

    void createTables() {
        glue.createDatabase(
                create -> create.databaseInput(input -> input.name(ConversionLane.DATABASE)));
        for (ConversionLane lane : ConversionLane.values()) {
            create(lane);
        }
    }

    /// Until the work is complete.
    @Override
    public void run() {
        try {
            while (!work.complete() && !work.failed() && !stopped) {
                Await.pause(random.nextInt(PAUSE_MILLIS_MAX));
                ConversionLane[] lanes = ConversionLane.values();
                act(lanes[random.nextInt(lanes.length)]);
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    /// How often what was done, once it has ended.
    Map<String, Integer> done() {
        return Map.copyOf(done);
    }

    @Override
    public void close() {
        stopped = true;
        glue.close();
        firehose.close();
    }

    private void act(ConversionLane lane) {
        int added = addedByLane.get(lane);
        switch (random.nextInt(7)) {
            case 0 -> {
                until(() -> delete(lane));
                Await.pause(random.nextInt(ABSENCE_MILLIS_MAX));
                until(() -> create(lane));
                count("table deleted and made anew");
            }
            case 1 -> ask("flush", () -> administration.flush(lane.stream(), FLUSH_LIMIT));
            case 2 -> ask("status", () -> administration.status(lane.stream()));
            case 3 -> {
                Variant[] variants = Variant.values();
                Variant next = variants[random.nextInt(variants.length)];
                until(() -> convertBy(lane, next));
                count("stream updated");
            }
            default -> {
                if (added < ConversionRecord.ADDED_MAX) {
                    until(() -> addColumn(lane));
                    addedByLane.put(lane, added + 1);
                    count("column added");
                }
            }
        }
    }

    private void create(ConversionLane lane) {
        addedByLane.put(lane, 0);
        try {
            glue.createTable(
                    create ->
                            create.databaseName(ConversionLane.DATABASE)
                                    .tableInput(table(lane, 0)));
        } catch (AlreadyExistsException _) {
            return; // by an attempt whose answer was lost
        }
    }

    private void delete(ConversionLane lane) {
        try {
            glue.deleteTable(
                    delete -> delete.databaseName(ConversionLane.DATABASE).name(lane.table()));
        } catch (EntityNotFoundException _) {
            return; // by an attempt whose answer was lost
        }
    }

    private void addColumn(ConversionLane lane) {
        glue.updateTable(
                update ->
                        update.databaseName(ConversionLane.DATABASE)
                                .tableInput(table(lane, addedByLane.get(lane) + 1)));
    }

    private void convertBy(ConversionLane lane, Variant variant) {
        DeliveryStreamDescription now =
                firehose.describeDeliveryStream(
                                describe -> describe.deliveryStreamName(lane.stream()))
                        .deliveryStreamDescription();
        firehose.updateDestination(
                update ->
                        update.deliveryStreamName(lane.stream())
                                .currentDeliveryStreamVersionId(now.versionId())
                                .destinationId(now.destinations().getFirst().destinationId())
                                .extendedS3DestinationUpdate(
                                        to ->
                                                to.dataFormatConversionConfiguration(
                                                        lane.conversion(variant))));
    }

    private static TableInput table(ConversionLane lane, int added) {
        List<Column> columns = new ArrayList<>();
        ConversionRecord.COLUMNS.forEach(
                pair -> columns.add(column(pair.getFirst(), pair.getLast())));
        for (int i = 1; i <= added; i++) {
            columns.add(column(ConversionRecord.added(i), "bigint"));
        }
        return TableInput.builder()
                .name(lane.table())
                .storageDescriptor(storage -> storage.columns(columns))
                .build();
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    /// Tries until the server was there to do it.
    private void until(Runnable action) {
        while (!stopped) {
            try {
                action.run();
                return;
            } catch (SdkClientException _) {
                Await.pause(RETRY_MILLIS);
            } catch (ConcurrentModificationException _) {
                return; // by an attempt whose answer was lost
            } catch (AwsServiceException e) {
                if (e.statusCode() < 500) {
                    throw e; // the server found fault with a request that has none
                }
                Await.pause(RETRY_MILLIS);
            }
        }
    }

    private void ask(String what, Runnable question) {
        try {
            question.run();
            count(what);
        } catch (UncheckedIOException _) {
            count(what + " without an answer"); // nobody was there
        }
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }
}
