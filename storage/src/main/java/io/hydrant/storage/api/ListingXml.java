package io.hydrant.storage.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ListPage;
import io.hydrant.storage.object.ObjectStoreException;

/// What the listings have in common: the page's size, the encoding of keys, and their entries.
record ListingXml(S3Request request, XmlWriter xml, boolean encodes) {
    static final int COUNT_MAX = 1_000;

    static ListingXml of(S3Request request, String root) {
        String encoding = request.query().text("encoding-type");
        if (!encoding.isEmpty() && !encoding.equals("url")) {
            throw new ObjectStoreException(
                    "InvalidArgument", "Invalid Encoding Method specified in Request");
        }
        return new ListingXml(request, new XmlWriter().root(root), !encoding.isEmpty());
    }

    int countMax(String parameter) {
        return Math.min(request.number(parameter, COUNT_MAX), COUNT_MAX);
    }

    /// An element that holds a key or a part of one.
    void key(String element, String text) {
        xml.element(element, encodes ? PercentCoding.encode(text) : text);
    }

    void keyIfAny(String element, String text) {
        if (!text.isEmpty()) {
            key(element, text);
        }
    }

    void encodingType() {
        if (encodes) {
            xml.element("EncodingType", "url");
        }
    }

    /// The objects of a page and then its common prefixes.
    void entries(ListPage page, boolean withOwner) {
        for (FileObject object : page.objects()) {
            xml.open("Contents");
            key("Key", object.address().key());
            describe(object);
            if (withOwner) {
                Acl.owner(xml, "Owner", owner());
            }
            xml.close("Contents");
        }
        prefixes(page);
    }

    void describe(FileObject object) {
        xml.element("LastModified", S3Times.xml(object.lastModified()));
        xml.element("ETag", ObjectHeaders.quoted(object.etag()));
        object.metadata()
                .checksum()
                .ifPresent(
                        sum -> {
                            xml.element("ChecksumAlgorithm", sum.algorithm());
                            xml.element("ChecksumType", sum.type());
                        });
        xml.element("Size", object.bytes());
        xml.element("StorageClass", ObjectHeaders.storageClass(object.metadata()));
    }

    void prefixes(ListPage page) {
        for (String prefix : page.commonPrefixes()) {
            xml.open("CommonPrefixes");
            key("Prefix", prefix);
            xml.close("CommonPrefixes");
        }
    }

    AccountId owner() {
        return request.caller().account();
    }
}
