package io.hydrant.storage.api;

import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;

/// Builds an XML answer. Names of elements are constants; only text is escaped.
final class XmlWriter {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final StringBuilder xml =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /// Opens the root element of an answer.
    XmlWriter root(String name) {
        xml.append('<').append(name).append(" xmlns=\"").append(NAMESPACE).append("\">");
        return this;
    }

    XmlWriter open(String name) {
        xml.append('<').append(name).append('>');
        return this;
    }

    XmlWriter close(String name) {
        xml.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        open(name);
        escape(text);
        return close(name);
    }

    XmlWriter element(String name, long number) {
        return element(name, Long.toString(number));
    }

    XmlWriter element(String name, boolean flag) {
        return element(name, Boolean.toString(flag));
    }

    XmlWriter raw(String markup) {
        xml.append(markup);
        return this;
    }

    byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    HttpResponse response(int status) {
        return HttpResponse.of(status, "application/xml", bytes());
    }

    /// Control characters become references, as S3 sends them, although XML 1.0 has no place for
    /// them: `encoding-type=url` is there for keys that hold some.
    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                default -> {
                    if (c < 0x20 || c == 0x7f || c == 0xfffe || c == 0xffff) {
                        xml.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        xml.append(c);
                    }
                }
            }
        }
    }
}
