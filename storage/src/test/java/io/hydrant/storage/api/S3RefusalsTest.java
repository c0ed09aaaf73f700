package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionTransition;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.function.Consumer;

/// What would be a promise nobody keeps is refused by name, never answered 200.
final class S3RefusalsTest extends S3ClientFixture {
    @Test
    void refusesLifecycleRulesNobodyWouldCarryOut() {
        assertRefused(501, "NotImplemented", () -> putRule(r -> r.expiration(e -> e.days(1))));
        assertRefused(
                501,
                "NotImplemented",
                () ->
                        putRule(
                                r ->
                                        r.transitions(
                                                Transition.builder()
                                                        .days(1)
                                                        .storageClass(
                                                                TransitionStorageClass.GLACIER)
                                                        .build())));
        assertRefused(
                501,
                "NotImplemented",
                () -> putRule(r -> r.noncurrentVersionExpiration(e -> e.noncurrentDays(1))));
        assertRefused(
                501,
                "NotImplemented",
                () ->
                        putRule(
                                r ->
                                        r.noncurrentVersionTransitions(
                                                NoncurrentVersionTransition.builder()
                                                        .noncurrentDays(1)
                                                        .storageClass(
                                                                TransitionStorageClass.GLACIER)
                                                        .build())));
        assertRefused(400, "MalformedXML", () -> putRule(r -> r.status("enabled")));
        assertRefused(
                404,
                "NoSuchLifecycleConfiguration",
                () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(BUCKET)));
    }

    @Test
    void refusesToDeleteUnderConditionsItDoesNotCheck() {
        s3.putObject(r -> r.bucket(BUCKET).key("kept"), RequestBody.fromString("x"));
        assertRefused(
                501,
                "NotImplemented",
                () -> s3.deleteObject(r -> r.bucket(BUCKET).key("kept").ifMatchSize(7L)));
        assertRefused(
                501,
                "NotImplemented",
                () ->
                        s3.deleteObject(
                                r ->
                                        r.bucket(BUCKET)
                                                .key("kept")
                                                .ifMatchLastModifiedTime(Instant.EPOCH)));
        ObjectIdentifier kept = ObjectIdentifier.builder().key("kept").size(7L).build();
        assertThat(s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(kept))).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo("NotImplemented"));
        s3.headObject(r -> r.bucket(BUCKET).key("kept"));
    }

    @Test
    void refusesAPolicyThatDeniesAndKeepsOneThatAllows() {
        String statement =
                "{\"Effect\": \"%s\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\","
                        + " \"Resource\": \"arn:aws:s3:::test-bucket/*\"}";
        String allow = "{\"Statement\": [" + statement.formatted("Allow") + "]}";
        s3.putBucketPolicy(r -> r.bucket(BUCKET).policy(allow));
        assertRefused(
                501,
                "NotImplemented",
                () ->
                        s3.putBucketPolicy(
                                r ->
                                        r.bucket(BUCKET)
                                                .policy(
                                                        "{\"Statement\": "
                                                                + statement.formatted("Deny")
                                                                + "}")));
        assertThat(s3.getBucketPolicy(r -> r.bucket(BUCKET)).policy()).isEqualTo(allow);
    }

    @Test
    void refusesRequestsThatExpectAnotherOwner() {
        put("k", "x");
        String other = "111111111111";
        String own = "000000000000";
        s3.headBucket(r -> r.bucket(BUCKET).expectedBucketOwner(own));
        s3.copyObject(
                r ->
                        r.sourceBucket(BUCKET)
                                .sourceKey("k")
                                .expectedSourceBucketOwner(own)
                                .destinationBucket(BUCKET)
                                .destinationKey("copy"));
        assertRefused(
                403,
                "AccessDenied",
                () ->
                        s3.putObject(
                                r -> r.bucket(BUCKET).key("k").expectedBucketOwner(other),
                                RequestBody.fromString("y")));
        assertRefused(
                403,
                "AccessDenied",
                () ->
                        s3.copyObject(
                                r ->
                                        r.sourceBucket(BUCKET)
                                                .sourceKey("k")
                                                .expectedSourceBucketOwner(other)
                                                .destinationBucket(BUCKET)
                                                .destinationKey("copy")));
        assertThat(get("k").asUtf8String()).isEqualTo("x");
    }

    @Test
    void namesTheUploadByFormThatIsNotThere() throws Exception {
        HttpRequest form =
                HttpRequest.newBuilder(URI.create(server.uri() + "/" + BUCKET))
                        .header("content-type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString("--x--"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(form, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).contains("<Code>NotImplemented</Code>", "PostObject");
        }
    }

    private void putRule(Consumer<LifecycleRule.Builder> change) {
        LifecycleRule.Builder rule =
                LifecycleRule.builder()
                        .id("r")
                        .status(ExpirationStatus.ENABLED)
                        .filter(f -> f.prefix("p/"));
        change.accept(rule);
        s3.putBucketLifecycleConfiguration(
                r -> r.bucket(BUCKET).lifecycleConfiguration(c -> c.rules(rule.build())));
    }
}
