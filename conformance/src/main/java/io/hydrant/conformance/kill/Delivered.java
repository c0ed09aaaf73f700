package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.s3.FaultyS3;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the objects of a run are, to be read back at its end.
sealed interface Delivered {
    /// All objects under a prefix, by key.
    SortedMap<String, byte[]> under(String prefix);

    /// Objects that were put again with other content.
    List<String> rewritten();

    /// The harness's own S3.
    record Outside(FaultyS3 s3) implements Delivered {
        @Override
        public SortedMap<String, byte[]> under(String prefix) {
            return s3.objects().under(Lane.BUCKET, prefix);
        }

        @Override
        public List<String> rewritten() {
            return s3.objects().rewritten();
        }
    }

    /// The server's S3, read as any client reads it.
    record Embedded(URI endpoint) implements Delivered {
        @Override
        public SortedMap<String, byte[]> under(String prefix) {
            SortedMap<String, byte[]> found = new TreeMap<>();
            try (S3Client s3 = AwsClients.s3(endpoint)) {
                s3
                        .listObjectsV2Paginator(list -> list.bucket(Lane.BUCKET).prefix(prefix))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .forEach(key -> found.put(key, content(s3, key)));
            }
            return found;
        }

        /// Nobody sees what an object was before.
        @Override
        public List<String> rewritten() {
            return List.of();
        }

        private static byte[] content(S3Client s3, String key) {
            return s3.getObjectAsBytes(get -> get.bucket(Lane.BUCKET).key(key)).asByteArray();
        }
    }
}
