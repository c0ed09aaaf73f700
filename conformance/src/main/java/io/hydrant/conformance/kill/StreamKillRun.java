package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.s3.Weather;

import software.amazon.awssdk.services.kinesis.KinesisClient;

import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// One run: set up; put, reshard, read and kill; let everything arrive; compare.
public final class StreamKillRun {
    private static final int FAULT_PERCENT = 35;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final StreamKillOptions options;
    private final Consumer<String> progress;

    /// @param progress is told what happens
    public StreamKillRun(StreamKillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    public StreamKillReport run() {
        KillOptions run = options.run();
        SplittableRandom random = new SplittableRandom(run.seed());
        Weather weather = new Weather(random.nextLong(), FAULT_PERCENT);
        try (FaultyS3 s3 = FaultyS3.start(weather);
                Killer killer = new Killer(launch(s3), run, random.split())) {
            URI endpoint = killer.server().endpoint();
            StreamSetting setting = StreamSetting.create(endpoint, run.store());
            StreamAttempts attempts = new StreamAttempts();
            try (KinesisClient kinesis = AwsClients.kinesisWithoutRetries(endpoint, ANSWER_LIMIT);
                    StreamReaders readers =
                            new StreamReaders(endpoint, setting, attempts, random.split())) {
                StreamTrial.Parts parts = new StreamTrial.Parts(s3, killer, kinesis, readers);
                StreamTrial trial = new StreamTrial(options, parts, attempts, random);
                progress.accept("putting, resharding and killing; seed " + run.seed());
                trial.disturb();
                weather.setFaultPercent(0);
                progress.accept("all is put; waiting for the rest to arrive");
                trial.settle();
                progress.accept("comparing");
                return trial.report();
            }
        }
    }

    private Launch launch(FaultyS3 s3) {
        Launch bare = Launch.in(options.run().folder());
        return switch (options.run().store()) {
            case EMBEDDED -> bare;
            case OUTSIDE -> bare.with(KillGround.settingsFor(s3));
        };
    }
}
