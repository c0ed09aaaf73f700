package io.hydrant.conformance.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Delivery streams of a lake whose records a function transforms.
final class TransformingLake {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TransformingLake() {}

    /// A destination below `STREAM/data/`, with its errors below `STREAM/error/TYPE/`.
    static ExtendedS3DestinationConfiguration.Builder destination(
            String stream, String functionArn, int retries) {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(Lake.ROLE)
                .bucketARN("arn:aws:s3:::" + Lake.BUCKET)
                .prefix(stream + "/data/")
                .errorOutputPrefix(stream + "/error/!{firehose:error-output-type}/")
                .bufferingHints(hints -> hints.sizeInMBs(64).intervalInSeconds(60))
                .processingConfiguration(
                        processing ->
                                processing.enabled(true).processors(lambda(functionArn, retries)));
    }

    private static Processor lambda(String functionArn, int retries) {
        Map<ProcessorParameterName, String> parameters =
                Map.of(
                        ProcessorParameterName.LAMBDA_ARN,
                        functionArn + ":$LATEST",
                        ProcessorParameterName.NUMBER_OF_RETRIES,
                        Integer.toString(retries),
                        ProcessorParameterName.BUFFER_SIZE_IN_M_BS,
                        "1",
                        ProcessorParameterName.BUFFER_INTERVAL_IN_SECONDS,
                        "1",
                        ProcessorParameterName.ROLE_ARN,
                        Lake.ROLE);
        return processor(ProcessorType.LAMBDA, parameters);
    }

    static Processor processor(ProcessorType type, Map<ProcessorParameterName, String> parameters) {
        List<ProcessorParameter> list = new ArrayList<>();
        parameters.forEach(
                (name, value) ->
                        list.add(
                                ProcessorParameter.builder()
                                        .parameterName(name)
                                        .parameterValue(value)
                                        .build()));
        return Processor.builder().type(type).parameters(list).build();
    }

    /// The lines of all objects with a prefix.
    static List<String> lines(Lake lake, String prefix) {
        List<String> lines = new ArrayList<>();
        lake.objects(prefix)
                .values()
                .forEach(
                        object ->
                                new String(object, StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(lines::add));
        return lines;
    }

    /// What is told of records that processing failed on.
    static List<JsonNode> errors(Lake lake, String stream) {
        return errorLines(lake, stream + "/error/processing-failed/");
    }

    /// The lines of error objects with a prefix.
    static List<JsonNode> errorLines(Lake lake, String prefix) {
        return lines(lake, prefix).stream().map(TransformingLake::parse).toList();
    }

    /// The record of an error, as it came.
    static byte[] rawData(JsonNode error) {
        return Base64.getDecoder().decode(error.path("rawData").asText());
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
