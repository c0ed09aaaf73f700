package io.hydrant.functions.api;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingEngine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Remembers what it was told to do. For one thread.
public final class FakeEngine implements MappingEngine {
    /// Such as `start 1f0e...`, in order.
    public final List<String> calls = new ArrayList<>();

    public final Map<String, Mapping> working = new TreeMap<>();
    private final Set<String> started = new TreeSet<>();
    public String result = "OK";
    public boolean failing;

    @Override
    public void start(Mapping mapping) {
        note("start", mapping.uuid());
        started.add(mapping.uuid());
        if (working.put(mapping.uuid(), mapping) != null) {
            throw new IllegalStateException(mapping.uuid() + " works already");
        }
    }

    @Override
    public void change(Mapping mapping) {
        note("change", mapping.uuid());
        if (working.put(mapping.uuid(), mapping) == null) {
            throw new IllegalStateException(mapping.uuid() + " does not work");
        }
    }

    @Override
    public void stop(String uuid) {
        note("stop", uuid);
        working.remove(uuid);
    }

    @Override
    public void remove(String uuid) {
        note("remove", uuid);
        working.remove(uuid);
    }

    private void note(String call, String uuid) {
        if (failing) {
            throw new IllegalStateException("the engine was told to fail");
        }
        calls.add(call + " " + uuid);
    }

    @Override
    public String lastResult(String uuid) {
        return started.contains(uuid) ? result : "No records processed";
    }

    @Override
    public void close() {
        working.clear();
    }
}
