package io.hydrant.wire.constraint;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A value as messages show it: as Java prints it, since that is what the services run on. Bytes
/// and structures show what they are instead of what they hold.
///
/// Source: messages captured from the live service, in the tests of Kinesalite.
final class EchoedValue {
    private EchoedValue() {}

    /// @param typePrefix stands before the names of structures
    static String text(Object value, String typePrefix) {
        return switch (value) {
            case null -> "null";
            case SdkBytes bytes -> {
                int length = bytes.asByteArrayUnsafe().length;
                yield "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
            }
            case SdkPojo pojo ->
                    typePrefix
                            + pojo.getClass().getSimpleName()
                            + "@"
                            + Integer.toHexString(pojo.hashCode());
            case List<?> list ->
                    list.stream()
                            .map(member -> text(member, typePrefix))
                            .collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + text(entry.getValue(), typePrefix))
                            .collect(Collectors.joining(", ", "{", "}"));
            default -> String.valueOf(value);
        };
    }
}
