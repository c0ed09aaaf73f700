package io.hydrant.cli.demo;

import io.hydrant.cli.demo.function.LanguageChoice;
import io.hydrant.cli.terminal.Terminal;

import java.nio.file.Path;

/// What stays after the demo, and how to look at it: lines that can be pasted into a shell.
public final class LastScreen {
    private static final int PORT = 4566;

    private final Terminal terminal;
    private final SourceTrips source;
    private final LanguageChoice choice;

    LastScreen(Terminal terminal, SourceTrips source, LanguageChoice choice) {
        this.terminal = terminal;
        this.source = source;
        this.choice = choice;
    }

    void tellWhatWasBuilt(int objectCount) {
        terminal.heading("What was built");
        part("data stream", Pipeline.DATA_STREAM, "%,d events".formatted(source.eventCount()));
        part("mapping", "%d records at a time".formatted(Pipeline.BATCH_RECORDS), "from LATEST on");
        part(
                "function",
                Pipeline.FUNCTION,
                "in %s, passed on %,d trips"
                        .formatted(choice.language().shown(), source.kept().size()));
        part("delivery stream", Pipeline.DELIVERY_STREAM, "Parquet by the table");
        part("table", Pipeline.DATABASE + "." + Pipeline.TABLE, "partitioned by hour of arrival");
        part(
                "objects",
                "s3://" + Pipeline.BUCKET + "/" + Pipeline.OBJECTS,
                objectCount == 1 ? "1 object" : objectCount + " objects");
        part("errors", "s3://" + Pipeline.BUCKET + "/" + Pipeline.ERRORS, "none");
        part("logs", Pipeline.FUNCTION_LOGS, "of the function");
        part("", Pipeline.DELIVERY_LOGS, "of the delivery stream, for errors");
    }

    private void part(String kind, String name, String more) {
        terminal.say("  %-16s %-54s %s".formatted(kind, name, more));
    }

    /// Lines that can be pasted into a shell as they are.
    public static void tellHowToGoOn(Terminal terminal, Path folder) {
        String data = quoted(folder);
        String text =
                """

                Go on with this data:
                  ./hydrant start --data %s

                In another shell, ask, and see how it is:
                  ./hydrant query 'SELECT * FROM kinesislab.nyctaxitrips LIMIT 3'
                  ./hydrant query 'SELECT sum(total_amount) AS total FROM kinesislab.nyctaxitrips'
                  ./hydrant status %s
                  ./hydrant logs %s

                Send more trips, made up; the function needs a few seconds for them:
                  ./hydrant generate --stream %s --template taxi --max-count 10000
                  ./hydrant flush %s
                  ./hydrant query 'SELECT count(*) AS trips FROM kinesislab.nyctaxitrips'

                Look with the aws CLI:
                  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
                  alias haws='aws --endpoint-url http://127.0.0.1:%d'
                  haws s3 ls --recursive s3://%s
                  haws firehose describe-delivery-stream --delivery-stream-name %s
                  haws lambda list-event-source-mappings
                  haws glue get-partitions --database-name %s --table-name %s
                  haws logs filter-log-events --log-group-name %s --max-items 5
                  haws athena start-query-execution --query-string 'SELECT 1' \\
                    --result-configuration OutputLocation=s3://%s/athena-results/

                Everything lies under %s; remove the folder when you are done.\
                """
                        .formatted(
                                data,
                                Pipeline.DELIVERY_STREAM,
                                Pipeline.FUNCTION_LOGS,
                                Pipeline.DATA_STREAM,
                                Pipeline.DELIVERY_STREAM,
                                PORT,
                                Pipeline.BUCKET,
                                Pipeline.DELIVERY_STREAM,
                                Pipeline.DATABASE,
                                Pipeline.TABLE,
                                Pipeline.FUNCTION_LOGS,
                                Pipeline.BUCKET,
                                data);
        text.lines().forEach(terminal::say);
    }

    /// A path as a shell takes it.
    static String quoted(Path path) {
        String text = path.toAbsolutePath().toString();
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
