package io.hydrant.cli.client;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// The operations of the S3 API that the commands use.
public final class Buckets {
    private static final String SERVICE = "s3";

    private final WireClient wire;

    public Buckets(WireClient wire) {
        this.wire = wire;
    }

    public void create(String bucket) {
        wire.request(SERVICE, "PUT", "/" + bucket);
    }

    /// Key and size in bytes of every object under a prefix, in the order of their keys.
    public Map<String, Long> list(String bucket, String prefix) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("list-type", "2");
        query.put("encoding-type", "url");
        query.put("prefix", prefix);
        boolean more = true;
        while (more) {
            String path = "/" + bucket + "?" + PercentEncoding.query(query);
            Document page = parse(wire.request(SERVICE, "GET", path));
            for (Element object : children(page.getDocumentElement(), "Contents")) {
                String key = URLDecoder.decode(text(object, "Key"), StandardCharsets.UTF_8);
                sizes.put(key, Long.parseLong(text(object, "Size")));
            }
            String next = text(page.getDocumentElement(), "NextContinuationToken");
            more = !next.isEmpty();
            query.put("continuation-token", next);
        }
        return sizes;
    }

    public byte[] get(String bucket, String key) {
        return wire.request(SERVICE, "GET", "/" + bucket + "/" + PercentEncoding.path(key));
    }

    /// As [#get], for an object that may be larger than memory.
    public InputStream open(String bucket, String key) {
        return wire.open(SERVICE, "/" + bucket + "/" + PercentEncoding.path(key));
    }

    /// Puts a file as an object.
    public void put(String bucket, String key, Path file) {
        wire.put(SERVICE, "/" + bucket + "/" + PercentEncoding.path(key), file);
    }

    /// Deletes an object; one that is not there is no failure.
    public void delete(String bucket, String key) {
        wire.request(SERVICE, "DELETE", "/" + bucket + "/" + PercentEncoding.path(key));
    }

    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new WireFailure("the list of objects is not XML", e);
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent();
    }
}
