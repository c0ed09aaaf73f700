package org.apache.hadoop.conf;

import java.util.HashMap;
import java.util.Map;

/// Settings by name. Nothing is read from files or the environment.
public final class Configuration {
    private final Map<String, String> values = new HashMap<>();

    /// @param loadDefaults ignored: there are no defaults
    public Configuration(boolean loadDefaults) {}

    /// @return null if there is no such setting, as callers expect of Hadoop
    public String get(String name) {
        return values.get(name);
    }

    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public void set(String name, String value) {
        values.put(name, value);
    }

    public void setDouble(String name, double value) {
        set(name, Double.toString(value));
    }
}
