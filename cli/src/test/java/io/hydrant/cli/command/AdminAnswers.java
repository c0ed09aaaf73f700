package io.hydrant.cli.command;

/// Answers of Hydrant's own API, in the shapes of `docs/reference/admin-api.md`.
final class AdminAnswers {
    static final String LOGS =
            """
            {"events": [
              {"at": "2026-01-31T22:59:59Z", "stream": "S3Delivery", "message": "{\\"errorCode\\":\\"S3.NoSuchBucket\\"}"},
              {"at": "2026-01-31T23:00:59Z", "stream": "BackupDelivery", "message": "{\\"errorCode\\":\\"S3.SlowDown\\"}"}],
             "next": "12"}
            """;
    static final String NO_LOGS = "{\"events\": [], \"next\": \"12\"}";

    private AdminAnswers() {}

    static String status(int recordsDelivered) {
        return """
        {"name": "clicks", "status": "ACTIVE", "versionId": "1", "endOffset": 41,
         "deliveredThrough": "2026-01-31T22:59:58.120Z", "delivered": false,
         "backlog": {"records": 12, "bytes": 4711, "oldestAgeSeconds": 3},
         "buffers": 1, "inFlightObjects": 2,
         "destination": {"healthy": false, "lastError":
           {"code": "S3.SlowDown", "message": "Please reduce your request rate.",
            "at": "2026-01-31T22:59:59Z", "attempts": 4}},
         "totals": {"recordsIn": 3540, "bytesIn": 1422334, "recordsDelivered": %d, "objectsDelivered": 2}}
        """
                .formatted(recordsDelivered);
    }
}
