package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.StoredObject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The object store as a process sees it that may end at each call, also in the middle of a body.
/// What was sent as a whole may come to be there after the process has ended.
final class FaultyObjects implements ObjectStore {
    private final FaultyStore store;
    private final Faults faults;
    private final Map<String, byte[]> fresh = new LinkedHashMap<>();
    private final Map<String, byte[]> late = new LinkedHashMap<>();
    private final List<String> changed = new ArrayList<>();

    FaultyObjects(FaultyStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    /// Objects that are there since the last call, by `bucket/key`.
    Map<String, byte[]> takeFresh() {
        Map<String, byte[]> taken = new LinkedHashMap<>(fresh);
        fresh.clear();
        return taken;
    }

    /// Objects that were there and were put again with other content.
    List<String> changed() {
        return changed;
    }

    /// What processes had sent when they ended comes to be there.
    void arriveLate() {
        late.forEach(this::note);
        store.objects().putAll(late);
        late.clear();
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes given, ObjectBody body) {
        String name = address.bucket() + "/" + address.key();
        String kind = kind(name);
        faults.at(FaultPoint.valueOf(kind + "_BEGUN"));
        byte[] before = store.objects().getOrDefault(name, new byte[0]);
        boolean wasThere = store.objects().containsKey(name);
        StoredObject stored;
        try {
            stored = store.put(address, given, new Sent(body, kind, name));
        } finally {
            if (!wasThere && store.objects().containsKey(name)) {
                fresh.put(name, store.objects().get(name));
            } else if (wasThere && !Arrays.equals(before, store.objects().get(name))) {
                changed.add(name);
            }
        }
        faults.at(FaultPoint.valueOf(kind + "_STORED"));
        return stored;
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        faults.requireLife();
        return store.head(address);
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        return store.open(address, firstByte, byteCount);
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return store.list(bucket, prefix, afterKey, countMax);
    }

    @Override
    public void delete(ObjectAddress address) {
        store.delete(address);
    }

    private void note(String name, byte[] bytes) {
        Optional<byte[]> there = Optional.ofNullable(store.objects().get(name));
        if (there.isEmpty()) {
            fresh.put(name, bytes);
        } else if (!Arrays.equals(there.get(), bytes)) {
            changed.add(name);
        }
    }

    private static String kind(String name) {
        if (name.startsWith("backup/")) {
            return "BACKUP";
        }
        if (name.contains("/format-conversion-failed/")) {
            return "REJECTED";
        }
        if (name.contains("/errors/")) {
            return "ERRORS";
        }
        return name.endsWith(".parquet") ? "FILE" : "OBJECT";
    }

    private final class Sent implements ObjectBody {
        private final ObjectBody body;
        private final String kind;
        private final String name;

        Sent(ObjectBody body, String kind, String name) {
            this.body = body;
            this.kind = kind;
            this.name = name;
        }

        @Override
        public OptionalLong bytes() {
            return body.bytes();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            OutputStream watched =
                    new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            write(new byte[] {(byte) b}, 0, 1);
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) throws IOException {
                            boolean first = sent.size() == 0;
                            sent.write(bytes, offset, length);
                            out.write(bytes, offset, length);
                            if (first) {
                                faults.at(FaultPoint.valueOf(kind + "_HALF_SENT"));
                            }
                        }
                    };
            body.writeTo(watched);
            boolean alive = !faults.isDead();
            try {
                faults.at(FaultPoint.valueOf(kind + "_SENT"));
            } finally {
                if (alive && faults.isDead()) {
                    late.put(name, sent.toByteArray());
                }
            }
        }
    }
}
