package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tags of objects and buckets.
final class Tags {
    static final int OBJECT_TAGS_MAX = 10;
    static final int BUCKET_TAGS_MAX = 50;

    private Tags() {}

    /// Those of `x-amz-tagging: a=1&b=2`.
    static Map<String, String> ofHeader(Optional<String> header) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String piece : header.orElse("").split("&")) {
            if (!piece.isEmpty()) {
                int equals = piece.indexOf('=');
                String name = equals < 0 ? piece : piece.substring(0, equals);
                String value = equals < 0 ? "" : piece.substring(equals + 1);
                put(tags, decode(name), decode(value));
            }
        }
        checkCount(tags, OBJECT_TAGS_MAX);
        return tags;
    }

    /// Those of a `Tagging` document.
    static Map<String, String> ofXml(byte[] document, int countMax) {
        XmlElement set =
                XmlElement.parse(document, "Tagging")
                        .child("TagSet")
                        .orElseThrow(() -> XmlElement.malformed("TagSet is missing"));
        Map<String, String> tags = new LinkedHashMap<>();
        for (XmlElement tag : set.all("Tag")) {
            put(tags, tag.childText("Key"), tag.childText("Value"));
        }
        checkCount(tags, countMax);
        return tags;
    }

    static XmlWriter toXml(Map<String, String> tags) {
        XmlWriter xml = new XmlWriter().root("Tagging").open("TagSet");
        tags.forEach(
                (name, value) ->
                        xml.open("Tag").element("Key", name).element("Value", value).close("Tag"));
        return xml.close("TagSet").close("Tagging");
    }

    private static void put(Map<String, String> tags, String name, String value) {
        if (name.isEmpty() || name.length() > 128 || value.length() > 256) {
            throw new ObjectStoreException(
                    "InvalidTag",
                    "The TagKey must be 1-128 and the TagValue 0-256 characters long: " + name);
        }
        if (name.startsWith("aws:")) {
            throw new ObjectStoreException(
                    "InvalidTag", "System tags cannot be added/updated by requester");
        }
        if (tags.put(name, value) != null) {
            throw new ObjectStoreException(
                    "InvalidTag", "Cannot provide multiple Tags with the same key");
        }
    }

    private static void checkCount(Map<String, String> tags, int countMax) {
        if (tags.size() > countMax) {
            throw new ObjectStoreException(
                    "InvalidTag",
                    "There can be at most " + countMax + " tags but there were " + tags.size());
        }
    }

    private static String decode(String text) {
        return PercentCoding.decode(text.replace('+', ' '));
    }
}
