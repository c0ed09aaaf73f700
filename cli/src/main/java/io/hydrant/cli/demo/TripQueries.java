package io.hydrant.cli.demo;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Execution;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.query.OutputFormat;
import io.hydrant.cli.query.QueryRun;
import io.hydrant.cli.query.ResultOutput;
import io.hydrant.cli.terminal.Terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Asks the table as the lab does, by the Athena API, and shows what it answers.
final class TripQueries {
    static final String REPAIR = "MSCK REPAIR TABLE nyctaxitrips;";
    static final String TEN = "SELECT * FROM \"kinesislab\".\"nyctaxitrips\" limit 10;";
    static final String COUNT =
            """
            SELECT count(*) AS trips, count(DISTINCT trip_id) AS different_trips
            FROM "kinesislab"."nyctaxitrips";\
            """;
    static final String BY_HOUR =
            """
            SELECT hour(pickup_datetime) AS pickup_hour,
                   count(*) AS trips,
                   sum(passenger_count) AS passengers,
                   CAST(sum(total_amount) AS decimal(12, 2)) AS total_amount,
                   CAST(avg(total_amount) AS decimal(12, 2)) AS average_amount,
                   CAST(avg(trip_distance) AS decimal(12, 2)) AS average_miles
            FROM "kinesislab"."nyctaxitrips"
            GROUP BY 1
            ORDER BY 1;\
            """;

    private static final String RESULTS = "s3://" + Pipeline.BUCKET + "/athena-results/";

    private final Terminal terminal;
    private final int lineCharsMax;
    private final Queries queries;
    private final Buckets buckets;
    private final QueryRun runs;

    TripQueries(WireClient wire, Demo.Surroundings around) {
        this.terminal = around.terminal();
        this.lineCharsMax = around.lineCharsMax();
        this.queries = new Queries(wire);
        this.buckets = new Buckets(wire);
        this.runs = new QueryRun(queries, buckets, terminal, around.pauses());
    }

    /// Runs a statement that defines something.
    ///
    /// @return what it says, if anything
    String define(String statement) {
        Execution execution = run(statement);
        StringWriter said = new StringWriter();
        try (PrintWriter out = new PrintWriter(said)) {
            new ResultOutput(queries, buckets, new ResultOutput.Limits(0, Integer.MAX_VALUE))
                    .write(execution, OutputFormat.TABLE, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.toString().strip();
    }

    /// Runs a query and shows it with its result.
    Answer ask(String query) {
        terminal.heading(query);
        Execution execution = run(query);
        Answer answer = Answer.of(queries, execution.id());
        int shown = answer.print(terminal.out(), lineCharsMax);
        terminal.say(
                "%s%s, %s"
                        .formatted(
                                answer.rows().size() == 1
                                        ? "1 row"
                                        : answer.rows().size() + " rows",
                                shown == answer.columns().size()
                                        ? ""
                                        : ", %d of %d columns fit here"
                                                .formatted(shown, answer.columns().size()),
                                QueryRun.cost(execution)));
        return answer;
    }

    private Execution run(String statement) {
        return runs.run(
                new Queries.Start(statement, Pipeline.DATABASE, "primary", Optional.of(RESULTS)));
    }
}
