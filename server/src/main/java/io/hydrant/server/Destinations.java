package io.hydrant.server;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.config.S3Config;
import io.hydrant.server.config.S3Config.BucketPlace;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.RoutedObjectStore;
import io.hydrant.storage.s3.S3Connection;
import io.hydrant.storage.s3.S3Connection.S3Credentials;
import io.hydrant.storage.s3.S3Connection.Timeouts;
import io.hydrant.storage.s3.S3ObjectStore;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Opens the stores that delivery writes to: one for each place that the configuration names.
final class Destinations {
    private final DataFolder folder;
    private final InstantSource clock;
    private final Telemetry telemetry;
    private final Opened opened;
    private final ObjectStore embedded;
    private final Map<BucketPlace, ObjectStore> stores = new HashMap<>();

    Destinations(
            DataFolder folder,
            InstantSource clock,
            Telemetry telemetry,
            Opened opened,
            ObjectStore embedded) {
        this.folder = folder;
        this.clock = clock;
        this.telemetry = telemetry;
        this.opened = opened;
        this.embedded = embedded;
    }

    ObjectStore open(S3Config config) throws IOException {
        Map<String, ObjectStore> byBucket = new HashMap<>();
        for (Map.Entry<String, BucketPlace> named : new TreeMap<>(config.byBucket()).entrySet()) {
            byBucket.put(named.getKey(), store(named.getValue()));
        }
        ObjectStore others = store(config.otherwise());
        return byBucket.isEmpty() ? others : new RoutedObjectStore(byBucket, others);
    }

    private ObjectStore store(BucketPlace place) throws IOException {
        ObjectStore known = stores.get(place);
        if (known != null) {
            return known;
        }
        ObjectStore store =
                switch (place) {
                    case BucketPlace.Embedded() -> embedded;
                    case BucketPlace.Outside outside -> open(outside);
                };
        stores.put(place, store);
        return store;
    }

    private ObjectStore open(BucketPlace.Outside outside) throws IOException {
        S3Connection connection =
                new S3Connection(
                        outside.endpoint(),
                        outside.region().value(),
                        outside.pathStyle(),
                        outside.keys()
                                .map(
                                        keys ->
                                                new S3Credentials(
                                                        keys.accessKey(),
                                                        keys.secretKey(),
                                                        Optional.empty())),
                        Timeouts.DEFAULTS,
                        folder.staging(stores.size()));
        return opened.add(S3ObjectStore.open(connection, clock, telemetry));
    }
}
