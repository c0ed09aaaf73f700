package io.hydrant.delivery.plan;

import java.time.ZoneId;
import java.util.Optional;

/// One place objects go to: the main destination of a stream, or its source backup.
///
/// @param prefix the prefix expression as configured; empty for none
/// @param errorPrefix the error output prefix as configured; empty for none
/// @param fileExtension replaces the extension that the compression implies
/// @param errorLog where delivery errors of this sink are logged, when switched on
public record S3Sink(
        String bucket,
        String prefix,
        String errorPrefix,
        BufferingHints hints,
        Compression compression,
        Optional<String> fileExtension,
        ZoneId zone,
        Optional<String> kmsKeyArn,
        Optional<LogTarget> errorLog) {}
