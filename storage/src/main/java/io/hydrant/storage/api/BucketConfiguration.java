package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The configurations of a bucket: what GET answers before one was put, and which of them are kept.
///
/// One that is kept without being acted upon is harmless to keep; one that would silently not do
/// what its owner relies on is refused by name. `docs/reference/s3.md` has the table.
enum BucketConfiguration {
    ACCELERATE("accelerate", "BucketAccelerateConfiguration", "AccelerateConfiguration", "") {
        @Override
        void check(XmlElement document) {
            refuseIf(document.childText("Status").equals("Enabled"), "transfer acceleration");
        }
    },
    CORS("cors", "BucketCors", "CORSConfiguration", "NoSuchCORSConfiguration"),
    ENCRYPTION("encryption", "BucketEncryption", "ServerSideEncryptionConfiguration", ""),
    LIFECYCLE(
            "lifecycle",
            "BucketLifecycleConfiguration",
            "LifecycleConfiguration",
            "NoSuchLifecycleConfiguration") {
        @Override
        void check(XmlElement document) {
            for (XmlElement rule : document.all("Rule")) {
                switch (rule.childText("Status").trim()) {
                    case "Enabled" -> refuseActions(rule);
                    case "Disabled" -> {}
                    default -> throw XmlElement.malformed("Status must be Enabled or Disabled");
                }
            }
        }

        private static void refuseActions(XmlElement rule) {
            for (String action : LIFECYCLE_ACTIONS) {
                refuseIf(rule.child(action).isPresent(), "a lifecycle rule with " + action);
            }
        }
    },
    LOGGING("logging", "BucketLogging", "BucketLoggingStatus", "") {
        @Override
        void check(XmlElement document) {
            refuseIf(document.child("LoggingEnabled").isPresent(), "access logging");
        }
    },
    NOTIFICATION(
            "notification", "BucketNotificationConfiguration", "NotificationConfiguration", "") {
        @Override
        void check(XmlElement document) {
            refuseIf(!document.children().isEmpty(), "event notification");
        }
    },
    OBJECT_LOCK(
            "object-lock",
            "ObjectLockConfiguration",
            "ObjectLockConfiguration",
            "ObjectLockConfigurationNotFoundError") {
        @Override
        void check(XmlElement document) {
            refuseIf(true, "Object Lock");
        }
    },
    OWNERSHIP_CONTROLS(
            "ownershipControls",
            "BucketOwnershipControls",
            "OwnershipControls",
            "OwnershipControlsNotFoundError"),
    POLICY("policy", "BucketPolicy", "", "NoSuchBucketPolicy"),
    PUBLIC_ACCESS_BLOCK(
            "publicAccessBlock",
            "PublicAccessBlock",
            "PublicAccessBlockConfiguration",
            "NoSuchPublicAccessBlockConfiguration"),
    REPLICATION(
            "replication",
            "BucketReplication",
            "ReplicationConfiguration",
            "ReplicationConfigurationNotFoundError") {
        @Override
        void check(XmlElement document) {
            refuseIf(true, "replication");
        }
    },
    REQUEST_PAYMENT("requestPayment", "BucketRequestPayment", "RequestPaymentConfiguration", "") {
        @Override
        void check(XmlElement document) {
            refuseIf(document.childText("Payer").equals("Requester"), "payment by the requester");
        }
    },
    TAGGING("tagging", "BucketTagging", "Tagging", "NoSuchTagSet"),
    VERSIONING("versioning", "BucketVersioning", "VersioningConfiguration", "") {
        @Override
        void check(XmlElement document) {
            refuseIf(document.childText("Status").equals("Enabled"), "versioning");
            refuseIf(document.childText("MfaDelete").equals("Enabled"), "MFA delete");
        }
    },
    WEBSITE("website", "BucketWebsite", "WebsiteConfiguration", "NoSuchWebsiteConfiguration") {
        @Override
        void check(XmlElement document) {
            refuseIf(true, "website hosting");
        }
    };

    /// What a rule can do to objects; nobody here would do it.
    private static final List<String> LIFECYCLE_ACTIONS =
            List.of(
                    "Expiration",
                    "Transition",
                    "NoncurrentVersionExpiration",
                    "NoncurrentVersionTransition");

    private final String parameter;
    private final String operation;
    private final String rootElement;
    private final String missingCode;

    BucketConfiguration(
            String parameter, String operation, String rootElement, String missingCode) {
        this.parameter = parameter;
        this.operation = operation;
        this.rootElement = rootElement;
        this.missingCode = missingCode;
    }

    /// The query parameter that asks for it; also the name it is kept under.
    String parameter() {
        return parameter;
    }

    /// The name of its operations without the verb.
    String operation() {
        return operation;
    }

    static Optional<BucketConfiguration> of(Query query) {
        return Arrays.stream(values()).filter(kind -> query.has(kind.parameter)).findFirst();
    }

    /// What GET answers while none was put.
    ///
    /// @throws ObjectStoreException where S3 has a 404 instead
    byte[] fallback() {
        if (!missingCode.isEmpty()) {
            throw new ObjectStoreException(missingCode, "none was put: " + operation);
        }
        XmlWriter xml = new XmlWriter().root(rootElement);
        if (this == ENCRYPTION) {
            xml.open("Rule").open("ApplyServerSideEncryptionByDefault");
            xml.element("SSEAlgorithm", "AES256").close("ApplyServerSideEncryptionByDefault");
            xml.element("BucketKeyEnabled", false).close("Rule");
        } else if (this == REQUEST_PAYMENT) {
            xml.element("Payer", "BucketOwner");
        }
        return xml.close(rootElement).bytes();
    }

    /// Makes sure that a configuration may be kept.
    ///
    /// @throws ObjectStoreException `MalformedXML`, `MalformedPolicy`, `NotImplemented`
    void validate(byte[] content) {
        switch (this) {
            case POLICY -> PolicyText.check(content);
            case TAGGING -> Tags.ofXml(content, Tags.BUCKET_TAGS_MAX);
            default -> check(XmlElement.parse(content, rootElement));
        }
    }

    /// Refuses what would not be done.
    void check(XmlElement document) {}

    static void refuseIf(boolean asked, String what) {
        if (asked) {
            throw new ObjectStoreException("NotImplemented", "Not implemented: " + what);
        }
    }
}
