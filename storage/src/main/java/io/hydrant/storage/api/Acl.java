package io.hydrant.storage.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.storage.object.ObjectStoreException;

import java.util.Set;

/// Access control lists, which are off as in every new bucket: the owner has full control and
/// nothing else can be said.
final class Acl {
    /// Canned lists that say no more than that.
    private static final Set<String> HARMLESS = Set.of("private", "bucket-owner-full-control");

    private Acl() {}

    static void checkCanned(S3Request request) {
        String canned = request.header("x-amz-acl").orElse("private");
        if (!HARMLESS.contains(canned)) {
            throw notSupported();
        }
    }

    static ObjectStoreException notSupported() {
        return new ObjectStoreException(
                "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }

    /// The list every bucket and object has.
    static XmlWriter ownerOnly(AccountId owner) {
        XmlWriter xml = new XmlWriter().root("AccessControlPolicy");
        owner(xml, "Owner", owner);
        xml.open("AccessControlList").open("Grant");
        xml.raw(
                "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                        + " xsi:type=\"CanonicalUser\">");
        xml.element("ID", canonicalId(owner)).element("DisplayName", owner.value());
        xml.close("Grantee").element("Permission", "FULL_CONTROL");
        xml.close("Grant").close("AccessControlList").close("AccessControlPolicy");
        return xml;
    }

    static void owner(XmlWriter xml, String element, AccountId owner) {
        xml.open(element).element("ID", canonicalId(owner));
        xml.element("DisplayName", owner.value()).close(element);
    }

    /// 64 digits, as long as the ids S3 gives its users.
    static String canonicalId(AccountId owner) {
        return "0".repeat(52) + owner.value();
    }
}
