package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of a request's XML; namespaces do not matter.
///
/// @param text the characters directly in it
record XmlElement(String name, String text, List<XmlElement> children) {
    private static final int DEPTH_MAX = 16;
    private static final int ELEMENTS_MAX = 100_000;

    /// Reads a document of the root named. No DTD and no entity but the five of XML is known.
    ///
    /// @throws ObjectStoreException `MalformedXML`
    static XmlElement parse(byte[] document, String rootName) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new ByteArrayInputStream(document));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw malformed("a document type is not allowed");
                }
            }
            XmlElement root = read(reader, 1, new int[1]);
            while (reader.hasNext()) {
                reader.next();
            }
            if (!root.name().equals(rootName)) {
                throw malformed("expected " + rootName + " but found " + root.name());
            }
            return root;
        } catch (XMLStreamException e) {
            throw malformed(e.getMessage());
        }
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).findFirst();
    }

    /// The text of a child; empty when it is not there.
    String childText(String childName) {
        return child(childName).map(XmlElement::text).orElse("");
    }

    List<XmlElement> all(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).toList();
    }

    static ObjectStoreException malformed(String reason) {
        return new ObjectStoreException(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published"
                        + " schema: "
                        + reason);
    }

    private static XmlElement read(XMLStreamReader reader, int depth, int[] count)
            throws XMLStreamException {
        if (depth > DEPTH_MAX || ++count[0] > ELEMENTS_MAX) {
            throw malformed("too many elements");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT ->
                        children.add(read(reader, depth + 1, count));
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), children);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw malformed("unknown entity");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
    }
}
