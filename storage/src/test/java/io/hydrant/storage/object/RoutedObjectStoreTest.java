package io.hydrant.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.file.FileObjectStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

final class RoutedObjectStoreTest extends ObjectStoreContract {
    @TempDir Path root;

    @Override
    protected ObjectStore store() throws IOException {
        return new RoutedObjectStore(Map.of(BUCKET, file("one")), file("two"));
    }

    @Test
    void sendsEachBucketToItsStore() throws IOException {
        FileObjectStore named = file("one");
        FileObjectStore others = file("two");
        RoutedObjectStore routed = new RoutedObjectStore(Map.of("named", named), others);
        ObjectAddress address = new ObjectAddress(BUCKET, "k");
        routed.put(address, PLAIN, ObjectBody.of(new byte[1]));
        assertThat(others.head(address)).isPresent();
        assertThat(named.head(address)).isEmpty();
    }

    private FileObjectStore file(String name) throws IOException {
        FileObjectStore store =
                FileObjectStore.open(root.resolve(name), InstantSource.system(), Telemetry.NONE);
        store.buckets().create(BUCKET, new Region("us-east-1"), AccountId.DEFAULT);
        return store;
    }
}
