package io.hydrant.delivery.stream;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.util.HashMap;
import java.util.Map;

/// Takes over what two model classes have in common, by the names of their members.
///
/// The service's configuration, update and description of one destination are three classes with
/// the same members; copied by name, none can be forgotten.
final class SameMembers {
    private SameMembers() {}

    /// Sets every member of a builder that the source has a value for.
    static <B extends SdkPojo> B copy(SdkPojo source, B builder) {
        Map<String, SdkField<?>> targets = new HashMap<>();
        for (SdkField<?> field : builder.sdkFields()) {
            targets.put(field.locationName(), field);
        }
        for (SdkField<?> field : source.sdkFields()) {
            SdkField<?> target = targets.get(field.locationName());
            Object value = field.getValueOrDefault(source);
            if (target != null && given(value)) {
                target.set(builder, value);
            }
        }
        return builder;
    }

    private static boolean given(Object value) {
        return value != null
                && !(value instanceof SdkAutoConstructList)
                && !(value instanceof SdkAutoConstructMap);
    }
}
