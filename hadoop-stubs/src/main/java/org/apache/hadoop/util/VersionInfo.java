package org.apache.hadoop.util;

/// Which Hadoop the stubs stand for: libraries ask before they choose what to call.
public final class VersionInfo {
    private VersionInfo() {}

    public static String getVersion() {
        return "3.4.0";
    }
}
