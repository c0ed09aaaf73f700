package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.functions.refusal.FunctionsException;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

@Timeout(60)
class FunctionsTransformTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final byte[] PAYLOAD = {'{', '}'};

    @Test
    void passesOnWhatTheFunctionReturned() throws InterruptedException {
        Answer answer = invoke(Optional.empty());
        assertThat(answer).isInstanceOf(Answer.Returned.class);
        assertThat(((Answer.Returned) answer).payload().array()).isSameAs(PAYLOAD);
    }

    @ParameterizedTest
    @CsvSource({
        "Sandbox.Timedout,Lambda.FunctionTimedOut",
        "Runtime.ExitError,Lambda.FunctionError",
        "ValueError,Lambda.FunctionError",
        "Function.ResponseSizeTooLarge,Lambda.FunctionError"
    })
    void namesFailuresOfTheFunction(String type, String code) throws InterruptedException {
        assertThat(((Answer.Failed) invoke(Optional.of(type))).code()).isEqualTo(code);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new NotFound("Function not found: f"), "Lambda.ResourceNotFound"),
                Arguments.of(new TooManyRequests("r"), "Lambda.InvokeLimitExceeded"),
                Arguments.of(
                        new InvalidParameter("no ARN"), "Lambda.InvalidParameterValueException"),
                Arguments.of(new RunnerMissing("none"), "Lambda.ServiceException"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void namesWhyTheFunctionWasNotRun(FunctionsException refusal, String code)
            throws InterruptedException {
        FunctionsTransform transform =
                new FunctionsTransform(
                        (_, _) -> {
                            throw refusal;
                        },
                        LONG);
        assertThat(((Answer.Failed) transform.invoke("f", PAYLOAD)).code()).isEqualTo(code);
    }

    @Test
    void survivesWhatNobodyForesaw() throws InterruptedException {
        FunctionsTransform transform =
                new FunctionsTransform(
                        (_, _) -> {
                            throw new IllegalStateException("broken");
                        },
                        LONG);
        assertThat(transform.invoke("f", PAYLOAD))
                .isEqualTo(
                        new Answer.Failed(
                                "Lambda.InternalServerError",
                                "The function could not be invoked."));
    }

    @Test
    void keepsMessagesShort() throws InterruptedException {
        FunctionsTransform transform =
                new FunctionsTransform(
                        (_, _) -> {
                            throw new InvalidParameter("x".repeat(100_000));
                        },
                        LONG);
        assertThat(((Answer.Failed) transform.invoke("f", PAYLOAD)).message()).hasSize(1_003);
    }

    @Test
    void givesUpAFunctionThatRunsForLongerThanIsWaited() throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        FunctionsTransform transform =
                new FunctionsTransform(
                        (_, _) -> {
                            begun.set(true);
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.countDown();
                            }
                            return new InvocationOutcome(PAYLOAD, Optional.empty(), PAYLOAD);
                        },
                        Duration.ofMillis(1));
        do { // one that is given up before its thread is begun never runs
            Answer.Failed answer = (Answer.Failed) transform.invoke("f", PAYLOAD);
            assertThat(answer.code()).isEqualTo("Lambda.FunctionTimedOut");
            assertThat(answer.message())
                    .contains("maximum supported function timeout is 5 minutes");
        } while (!begun.get());
        ended.await();
    }

    private static Answer invoke(Optional<String> failure) throws InterruptedException {
        InvocationOutcome outcome =
                new InvocationOutcome(
                        PAYLOAD, failure.map(InvocationOutcome.Failure::new), new byte[0]);
        return new FunctionsTransform((_, _) -> outcome, LONG).invoke("f", PAYLOAD);
    }
}
