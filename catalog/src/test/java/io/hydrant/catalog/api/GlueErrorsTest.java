package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.refusal.LimitReached;
import io.hydrant.catalog.refusal.LostUpdate;
import io.hydrant.catalog.refusal.NotAuthorized;
import io.hydrant.control.StoreFailed;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.json.WireError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class GlueErrorsTest {
    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new EntityNotFound("why"), "EntityNotFoundException"),
                Arguments.of(new EntityExists("why"), "AlreadyExistsException"),
                Arguments.of(new InvalidInput("why"), "InvalidInputException"),
                Arguments.of(new InvalidArgument("why"), "InvalidInputException"),
                Arguments.of(new LostUpdate("why"), "ConcurrentModificationException"),
                Arguments.of(new NotAuthorized("why"), "AccessDeniedException"),
                Arguments.of(new LimitReached("why"), "ResourceNumberLimitExceededException"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsKeepTheirMessage(HydrantException refusal, String code) {
        assertThat(GlueErrors.toWire(refusal)).isEqualTo(new WireError(400, code, "why"));
    }

    @Test
    void failuresTellNothingOfTheInside() {
        WireError error = GlueErrors.toWire(new StoreFailed("disk"));
        assertThat(error.status()).isEqualTo(500);
        assertThat(error.code()).isEqualTo("InternalServiceException");
        assertThat(error.message()).doesNotContain("disk");
    }
}
