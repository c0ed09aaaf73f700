package io.hydrant.functions.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.refusal.FunctionsException;
import io.hydrant.functions.refusal.InvalidContent;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.FailurePayload;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.InvocationOutcome.Failure;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

import java.net.http.HttpTimeoutException;
import java.util.Base64;
import java.util.Optional;

/// Functions in AWS Lambda.
///
/// The client tries nothing again: an invocation whose answer is lost may have run.
final class AwsTarget implements RemoteTarget, AutoCloseable {
    private final LambdaClient client;
    private final RemoteMapping mapping;

    AwsTarget(RemoteHttp http, RemoteMapping mapping, RemotePlace.Aws aws) {
        this.mapping = mapping;
        LambdaClientBuilder builder =
                LambdaClient.builder()
                        .region(Region.of(mapping.scope().region().value()))
                        .credentialsProvider(credentials(aws))
                        .httpClient(
                                new SdkTransport(
                                        http,
                                        InvocationOutcome.PAYLOAD_BYTES_MAX,
                                        mapping.timeout()))
                        .overrideConfiguration(
                                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
        aws.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(RemotePlace.Aws aws) {
        if (aws.keys().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        RemotePlace.Keys keys = aws.keys().get();
        return StaticCredentialsProvider.create(
                keys.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                                keys.accessKey(), keys.secretKey(), keys.sessionToken().get())
                        : AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }

    @Override
    public RemoteAnswer invoke(RemoteInvocation invocation) throws InterruptedException {
        try {
            return answered(client.invoke(request(invocation)));
        } catch (LambdaException e) {
            throw refusal(invocation, e);
        } catch (SdkException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            return unanswered(invocation, e);
        } catch (IllegalStateException e) {
            throw notReached(invocation, "the server stops: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static InvokeRequest request(RemoteInvocation invocation) {
        InvokeRequest.Builder request =
                InvokeRequest.builder()
                        .functionName(invocation.function().name().arn().toString())
                        .logType(LogType.TAIL)
                        .payload(SdkBytes.fromByteArrayUnsafe(invocation.payload()));
        invocation.function().qualifier().ifPresent(request::qualifier);
        invocation
                .clientContext()
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
                .ifPresent(request::clientContext);
        return request.build();
    }

    private static RemoteAnswer answered(InvokeResponse response) {
        byte[] payload =
                Optional.ofNullable(response.payload())
                        .map(SdkBytes::asByteArrayUnsafe)
                        .orElse(new byte[0]);
        Optional<Failure> failure =
                Optional.ofNullable(response.functionError())
                        .map(error -> new Failure(ErrorPayload.typeOf(payload, error)));
        return new RemoteAnswer(
                new InvocationOutcome(payload, failure, tail(response)),
                Optional.ofNullable(response.executedVersion()).orElse(FunctionReference.LATEST));
    }

    private static byte[] tail(InvokeResponse response) {
        try {
            String encoded = Optional.ofNullable(response.logResult()).orElse("");
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException _) {
            // what is no log is none
            return new byte[0];
        }
    }

    private FunctionsException refusal(RemoteInvocation invocation, LambdaException e) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        String message = details.map(AwsErrorDetails::errorMessage).orElse(e.getMessage());
        if (e instanceof TooManyRequestsException many) {
            return new TooManyRequests(
                    Optional.ofNullable(many.reasonAsString())
                            .orElse("ConcurrentInvocationLimitExceeded"));
        }
        if (e.statusCode() == 413) {
            return new PayloadTooLarge(message);
        }
        return switch (code) {
            case "ResourceNotFoundException" -> new NotFound(message);
            case "InvalidParameterValueException", "ValidationException" ->
                    new InvalidParameter(message);
            case "InvalidRequestContentException" -> new InvalidContent(message);
            default ->
                    e.isThrottlingException()
                            ? new TooManyRequests("ConcurrentInvocationLimitExceeded")
                            : notReached(invocation, e.statusCode() + " " + code + ": " + message);
        };
    }

    /// No answer, or none that can be taken.
    private RemoteAnswer unanswered(RemoteInvocation invocation, SdkException failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkTransport.AnswerTooLarge) {
                return failed(FailurePayload.responseTooLarge());
            }
            if (cause instanceof HttpTimeoutException) {
                return failed(FailurePayload.timedOut(invocation.requestId(), mapping.timeout()));
            }
            last = cause;
        }
        String inner = last == failure ? "" : " (" + last.getMessage() + ")";
        throw notReached(invocation, failure.getMessage() + inner);
    }

    private static RemoteAnswer failed(FailurePayload failure) {
        return new RemoteAnswer(
                new InvocationOutcome(
                        failure.json(), Optional.of(new Failure(failure.type())), new byte[0]),
                FunctionReference.LATEST);
    }

    private static RunnerMissing notReached(RemoteInvocation invocation, String why) {
        return new RunnerMissing(
                "Function "
                        + invocation.function().arn()
                        + " is not reached in AWS Lambda: "
                        + why);
    }
}
