package io.hydrant.delivery.partition;

/// Why records went to the error output; its folder is what `!{firehose:error-output-type}` gives.
///
/// Source: Firehose Developer Guide, custom prefixes; `metadata-extraction-failed` as observed.
public enum ErrorOutput {
    PROCESSING_FAILED("processing-failed"),
    FORMAT_CONVERSION_FAILED("format-conversion-failed"),
    METADATA_EXTRACTION_FAILED("metadata-extraction-failed"),
    DECOMPRESSION_FAILED("decompression-failed"),
    OPENSEARCH_FAILED("AmazonOpenSearchService-failed"),
    SPLUNK_FAILED("splunk-failed"),
    HTTP_ENDPOINT_FAILED("http-endpoint-failed");

    private final String folder;

    ErrorOutput(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }
}
