package io.hydrant.delivery.explain;

/// Extended S3 configurations of streams as people have them. Single quotes stand for double ones.
final class Configurations {
    private static final String LAMBDA =
            """
            {'Type':'Lambda','Parameters':[
              {'ParameterName':'LambdaArn','ParameterValue':'arn:aws:lambda:us-east-1:123456789012:function:MetadataExtractor:1'},
              {'ParameterName':'NumberOfRetries','ParameterValue':'3'},
              {'ParameterName':'BufferSizeInMBs','ParameterValue':'3'},
              {'ParameterName':'BufferIntervalInSeconds','ParameterValue':'300'}]}
            """;

    /// Keys come from a function; records that stand back to back are separated by line breaks.
    static final String KEYS_FROM_LAMBDA =
            s3(
                    """
                    'Prefix':'region=!{partitionKeyFromLambda:region}/device=!{partitionKeyFromLambda:device}/year=!{partitionKeyFromLambda:year}/',
                    'ErrorOutputPrefix':'error/year=!{timestamp:yyyy}/month=!{timestamp:MM}/!{firehose:error-output-type}',
                    'BufferingHints':{'SizeInMBs':128,'IntervalInSeconds':60},
                    'DynamicPartitioningConfiguration':{'Enabled':true,'RetryOptions':{'DurationInSeconds':300}},
                    'ProcessingConfiguration':{'Enabled':true,'Processors':[
                      {'Type':'RecordDeAggregation','Parameters':[{'ParameterName':'SubRecordType','ParameterValue':'JSON'}]},
                      {'Type':'AppendDelimiterToRecord','Parameters':[]},
                      %s]}
                    """
                            .formatted(LAMBDA));

    /// Keys come from a jq program.
    static final String KEYS_FROM_QUERY =
            keysFromQuery("{customer_id:.customer_id,device:.type.device}");

    /// A function reads gzip and gives keys.
    static final String GZIP_TO_LAMBDA =
            s3(
                    """
                    'Prefix':'data/!{partitionKeyFromLambda:database}/!{partitionKeyFromLambda:table}/!{timestamp:yyyy/MM/dd/HH}/',
                    'ErrorOutputPrefix':'error/!{firehose:error-output-type}/',
                    'CompressionFormat':'GZIP',
                    'BufferingHints':{'SizeInMBs':64,'IntervalInSeconds':60},
                    'DynamicPartitioningConfiguration':{'Enabled':true},
                    'ProcessingConfiguration':{'Enabled':true,'Processors':[%s]}
                    """
                            .formatted(LAMBDA));

    static final String CONVERTED =
            s3(
                    """
                    'Prefix':'trips/!{timestamp:yyyy}/',
                    'ErrorOutputPrefix':'failed/!{firehose:error-output-type}/',
                    'BufferingHints':{'SizeInMBs':128,'IntervalInSeconds':60},
                    'DataFormatConversionConfiguration':{'Enabled':true,
                      'SchemaConfiguration':{'RoleARN':'arn:aws:iam::123456789012:role/fh','DatabaseName':'lab','TableName':'trips'},
                      'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':{}}},
                      'OutputFormatConfiguration':{'Serializer':{'ParquetSerDe':{}}}}
                    """);

    private Configurations() {}

    static String keysFromQuery(String query) {
        return s3(
                """
                'Prefix':'customer=!{partitionKeyFromQuery:customer_id}/device=!{partitionKeyFromQuery:device}/',
                'ErrorOutputPrefix':'error/!{firehose:error-output-type}/',
                'BufferingHints':{'SizeInMBs':64,'IntervalInSeconds':60},
                'DynamicPartitioningConfiguration':{'Enabled':true},
                'ProcessingConfiguration':{'Enabled':true,'Processors':[
                  {'Type':'MetadataExtraction','Parameters':[
                    {'ParameterName':'MetadataExtractionQuery','ParameterValue':'%s'},
                    {'ParameterName':'JsonParsingEngine','ParameterValue':'JQ-1.6'}]}]}
                """
                        .formatted(query.replace("\"", "\\\\'")));
    }

    /// A single processor, without partitions.
    static String with(String processor) {
        return s3(
                "'Prefix':'in/','ProcessingConfiguration':{'Enabled':true,'Processors':["
                        + processor
                        + "]}");
    }

    /// De-aggregation by a delimiter of one `|`, partitioned by a jq program.
    static String delimited() {
        return keysFromQuery("{customer_id:.c,device:.d}")
                .replace(
                        "'Processors':[",
                        "'Processors':[{'Type':'RecordDeAggregation','Parameters':["
                                + "{'ParameterName':'SubRecordType','ParameterValue':'DELIMITED'},"
                                + "{'ParameterName':'Delimiter','ParameterValue':'fA=='}]},");
    }

    static String s3(String members) {
        return "{'RoleARN':'arn:aws:iam::123456789012:role/fh','BucketARN':'arn:aws:s3:::lake',"
                + members
                + "}";
    }
}
