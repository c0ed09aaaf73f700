package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request that nobody should send, and how it must be refused.
///
/// @param what is wrong with it, in words
/// @param request its bytes, made when they are needed
record Malformed(String what, Supplier<byte[]> request, Expected expected) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INNARDS =
            Pattern.compile(
                    "\\bat [a-z]+(\\.\\w+)+\\(|Exception in thread|\\.java:\\d+|<html|Caused by:");
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]+)</Code>");
    private static final int SHOWN_CHARS_MAX = 300;

    /// How errors look.
    enum Protocol {
        JSON,
        CBOR,
        XML,
        /// Refused before it was known whom it was for.
        PLAIN
    }

    /// @param codes any of them will do; none: any
    /// @param message what must be in the message
    record Expected(Protocol protocol, List<Integer> statuses, List<String> codes, String message) {
        static Expected json(int status, String... codes) {
            return new Expected(Protocol.JSON, List.of(status), List.of(codes), "");
        }

        static Expected cbor(int status, String... codes) {
            return new Expected(Protocol.CBOR, List.of(status), List.of(codes), "");
        }

        static Expected s3(int status, String... codes) {
            return new Expected(Protocol.XML, List.of(status), List.of(codes), "");
        }

        static Expected plain(Integer... statuses) {
            return new Expected(Protocol.PLAIN, List.of(statuses), List.of(), "");
        }

        Expected saying(String text) {
            return new Expected(protocol, statuses, codes, text);
        }

        Expected or(int status) {
            List<Integer> more = new ArrayList<>(statuses);
            more.add(status);
            return new Expected(protocol, more, codes, message);
        }

        String label() {
            return statuses
                    + " "
                    + (codes.isEmpty() ? protocol.name() : String.join(" or ", codes));
        }
    }

    static Malformed of(String what, Draft draft, Expected expected) {
        return new Malformed(what, draft::bytes, expected);
    }

    static Malformed of(String what, String raw, Expected expected) {
        return new Malformed(what, () -> raw.getBytes(StandardCharsets.ISO_8859_1), expected);
    }

    /// What is wrong with an answer; empty when it is as it must be.
    Optional<String> objection(Answer answer) {
        String shown = answer.status() + " " + start(answer.body());
        if (INNARDS.matcher(answer.body().toLowerCase(Locale.ROOT)).find()) {
            return Optional.of("shows its innards: " + shown);
        }
        if (!expected.statuses().contains(answer.status())) {
            return Optional.of("expected " + expected.label() + " but was " + shown);
        }
        if (answer.status() == 0 || expected.protocol() == Protocol.PLAIN) {
            return Optional.empty();
        }
        Optional<String> code = code(answer);
        if (code.isEmpty()) {
            return Optional.of("not an error of " + expected.protocol() + ": " + shown);
        }
        if (!expected.codes().isEmpty() && !expected.codes().contains(code.get())) {
            return Optional.of("expected " + expected.label() + " but was " + shown);
        }
        return answer.body().contains(expected.message())
                ? Optional.empty()
                : Optional.of("does not say '" + expected.message() + "': " + shown);
    }

    private Optional<String> code(Answer answer) {
        return switch (expected.protocol()) {
            case JSON -> jsonCode(answer.body());
            case CBOR -> cborCode(answer);
            case XML -> {
                Matcher code = XML_CODE.matcher(answer.body());
                yield code.find() ? Optional.of(code.group(1)) : Optional.empty();
            }
            case PLAIN -> Optional.empty();
        };
    }

    private static Optional<String> jsonCode(String body) {
        try {
            JsonNode error = JSON.readTree(body);
            boolean told = error.has("message") || error.has("Message");
            boolean complete = error.path("__type").isTextual() && told;
            return complete ? Optional.of(error.get("__type").asText()) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> cborCode(Answer answer) {
        if (!answer.headers().getOrDefault("content-type", "").equals(Cbor.CONTENT_TYPE)) {
            return Optional.empty();
        }
        return Cbor.read(answer.content())
                .filter(error -> error.path("__type").isTextual() && error.has("message"))
                .map(error -> error.get("__type").asText());
    }

    private String start(String text) {
        return text.substring(0, Math.min(text.length(), SHOWN_CHARS_MAX));
    }

    /// The start of the request, for a person.
    String excerpt() {
        byte[] bytes = request.get();
        byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, 900));
        return new String(first, StandardCharsets.ISO_8859_1);
    }
}
