package io.hydrant.delivery.transform;

/// What an answer says of a record.
///
/// Source: error objects of the service; the texts of [#INVALID] and [#KEYS_TOO_LONG] are not known
/// from such, nor whether there is the latter.
enum Verdict {
    MISSING(
            "Lambda.MissingRecordId",
            "One or more record Ids were not returned. Ensure that the Lambda function returns all"
                    + " received record Ids."),
    DUPLICATED(
            "Lambda.DuplicatedRecordId",
            "Multiple records were returned with the same record Id. Ensure that the Lambda"
                    + " function returns a unique record Id for each record."),
    PROCESSING_FAILED("Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record"),
    WITHOUT_DATA(
            "Lambda.InvalidReturnFormat",
            "The data field cannot be null when the SourceType is DirectPut or"
                    + " KinesisStreamAsSource and processing result is Ok. The value field cannot"
                    + " be null when the SourceType is MSKAsSource and processing result is Ok."),
    INVALID(
            "Lambda.InvalidReturnFormat",
            "Check your function and make sure the output is in required format. In addition to"
                    + " that, make sure the processed records contain valid result status of"
                    + " Dropped, Ok, or ProcessingFailed"),
    KEYS_TOO_LONG(
            "Lambda.InvalidReturnFormat",
            "The partitionKeys of a record must have at most 32768 bytes."),
    UNREADABLE(
            "Lambda.JsonProcessingException",
            "There was an error parsing returned records from the Lambda function. Ensure that the"
                    + " returned records follow the status model required by Amazon Data"
                    + " Firehose."),
    OK("", ""),
    DROPPED("", "");

    private final String code;
    private final String message;

    Verdict(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
