package io.hydrant.conformance.function;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/// Deploys to a server by the AWS SDK, and waits until what it deploys is there.
public final class Deployment implements AutoCloseable {
    private static final String ROLE = "arn:aws:iam::000000000000:role/functions";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LambdaClient lambda;

    public Deployment(URI endpoint) {
        this.lambda =
                LambdaClient.builder()
                        .endpointOverride(endpoint)
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .socketTimeout(Duration.ofMinutes(2)))
                        .build();
    }

    /// @return the function's ARN
    public String deploy(FunctionPackage function) {
        String arn =
                lambda.createFunction(
                                create ->
                                        create.functionName(function.name())
                                                .runtime(function.runtime())
                                                .handler(function.handler())
                                                .role(ROLE)
                                                .timeout((int) function.timeout().toSeconds())
                                                .memorySize(512)
                                                .environment(
                                                        set ->
                                                                set.variables(
                                                                        function.environment()))
                                                .code(
                                                        code ->
                                                                code.zipFile(
                                                                        SdkBytes.fromByteArray(
                                                                                function.zip()))))
                        .functionArn();
        lambda.waiter().waitUntilFunctionActiveV2(get -> get.functionName(function.name()));
        return arn;
    }

    /// Makes a version of a function that never changes.
    ///
    /// @return the version's ARN
    public String publish(String name) {
        return lambda.publishVersion(publish -> publish.functionName(name)).functionArn();
    }

    /// Gives a function another package.
    public void replace(String name, byte[] zip) {
        lambda.updateFunctionCode(
                update -> update.functionName(name).zipFile(SdkBytes.fromByteArray(zip)));
        lambda.waiter().waitUntilFunctionUpdatedV2(get -> get.functionName(name));
    }

    public InvokeResponse invoke(String name, String payload) {
        return lambda.invoke(
                invoke -> invoke.functionName(name).payload(SdkBytes.fromUtf8String(payload)));
    }

    /// Has a function invoked with the records of a stream.
    ///
    /// @return the mapping's UUID, as soon as it works
    public String map(Consumer<CreateEventSourceMappingRequest.Builder> mapping) {
        String uuid = lambda.createEventSourceMapping(mapping).uuid();
        Await.until(
                "the mapping " + uuid + " being enabled",
                LIMIT,
                () ->
                        lambda.getEventSourceMapping(get -> get.uuid(uuid))
                                .state()
                                .equals("Enabled"));
        return uuid;
    }

    /// What the mapping says of its last invocation.
    public String lastResult(String uuid) {
        return lambda.getEventSourceMapping(get -> get.uuid(uuid)).lastProcessingResult();
    }

    @Override
    public void close() {
        lambda.close();
    }
}
