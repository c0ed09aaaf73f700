package io.hydrant.server;

import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.observability.api.LogsApi;
import io.hydrant.observability.logs.ArrivalReader;
import io.hydrant.observability.logs.GroupName;
import io.hydrant.observability.logs.LogBounds;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.Pace;
import io.hydrant.observability.logs.PacedLog;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.wire.HttpEndpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Log groups as a server has them.
///
/// @param reader what the server's own API shows
record LogsOpening(
        ArrivalReader reader,
        HttpEndpoint endpoint,
        DeliveryErrorLog ofDelivery,
        DeliveryErrorLog ofCrawlers,
        FunctionLog ofFunctions) {
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    static LogsOpening open(
            InstantSource clock,
            Path folder,
            ServerConfig config,
            Telemetry telemetry,
            Opened opened)
            throws IOException {
        LogBounds bounds =
                LogBounds.DEFAULTS
                        .withRetention(config.delivery().logsRetention())
                        .withTotalBytesMax(config.logs().quotaBytes());
        LogStore store = opened.add(LogStore.open(clock, folder, bounds, telemetry));
        PacedLog delivery = new PacedLog(store, clock, Pace.OF_DELIVERY, "delivery", telemetry);
        PacedLog crawlers = new PacedLog(store, clock, Pace.OF_CRAWLERS, "crawler", telemetry);
        PacedLog functions = new PacedLog(store, clock, Pace.OF_FUNCTIONS, "function", telemetry);
        opened.add(Housekeeping.start(EXPIRE_EVERY, store::expire));
        opened.add(
                Housekeeping.start(
                        TELL_EVERY,
                        () -> {
                            delivery.tellOverdue();
                            crawlers.tellOverdue();
                            functions.tellOverdue();
                        }));
        return new LogsOpening(
                new ArrivalReader(store, clock),
                new LogsApi(store, clock).service(),
                new DeliveryLines(delivery, config.account(), config.region()),
                new DeliveryLines(crawlers, config.account(), config.region()),
                new FunctionLines(functions, config.account(), config.region()));
    }

    /// Lines about the deliveries, or of the crawlers, of an account in a region.
    private record DeliveryLines(PacedLog log, AccountId account, Region region)
            implements DeliveryErrorLog {
        @Override
        public void append(String group, String stream, String message) {
            log.append(new GroupName(account, region, group), stream, message);
        }

        @Override
        public DeliveryErrorLog of(AccountId other, Region otherRegion) {
            return new DeliveryLines(log, other, otherRegion);
        }
    }

    /// Lines of the functions of an account in a region.
    private record FunctionLines(PacedLog log, AccountId account, Region region)
            implements FunctionLog {
        @Override
        public void append(String group, String stream, Instant at, String line) {
            log.append(new GroupName(account, region, group), stream, at, line);
        }

        @Override
        public FunctionLog of(AccountId other, Region otherRegion) {
            return new FunctionLines(log, other, otherRegion);
        }
    }
}
