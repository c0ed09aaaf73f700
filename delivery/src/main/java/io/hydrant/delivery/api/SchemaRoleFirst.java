package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.InvalidRole;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.SchemaConfiguration;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Looks at the role of a conversion's schema before anything else is checked, as the service does:
/// a malformed one is reported even when the request breaks the service model as well.
///
/// Source: captures of CreateDeliveryStream.
///
/// @param <I> the input class
final class SchemaRoleFirst<I extends SdkPojo> implements Operation {
    private static final Pattern ROLE =
            Pattern.compile("arn:[^:]*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-/]+");

    private final Operation operation;
    private final Supplier<? extends SdkBuilder<?, I>> input;
    private final Function<I, Optional<DataFormatConversionConfiguration>> conversion;

    SchemaRoleFirst(
            Operation operation,
            Supplier<? extends SdkBuilder<?, I>> input,
            Function<I, Optional<DataFormatConversionConfiguration>> conversion) {
        this.operation = operation;
        this.input = input;
        this.conversion = conversion;
    }

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public Answer answer(ApiCall call) {
        I read = Codec.read(call, input.get());
        conversion
                .apply(read)
                .map(DataFormatConversionConfiguration::schemaConfiguration)
                .map(SchemaConfiguration::roleARN)
                .filter(role -> !role.isEmpty())
                .ifPresent(SchemaRoleFirst::check);
        return operation.answer(call);
    }

    private static void check(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw new InvalidRole(role);
        }
    }
}
