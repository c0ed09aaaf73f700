package io.hydrant.conformance.malformed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Well-formed inputs of the Glue operations, to be spoilt. As they are, they are about the
/// database `ghost`, which is not there.
final class GlueTemplates {
    private static final String TABLE = "'DatabaseName':'ghost','TableName':'t'";
    private static final String STORAGE =
            "'StorageDescriptor':{'Columns':[{'Name':'a','Type':'int','Comment':'c','Parameters':{'k':'v'}}],'Location':'s3://b/','AdditionalLocations':['s3://c/'],'InputFormat':'i','OutputFormat':'o','Compressed':false,'NumberOfBuckets':3,'SerdeInfo':{'Name':'n','SerializationLibrary':'l','Parameters':{'k':'v'}},'BucketColumns':['a'],'SortColumns':[{'Column':'a','SortOrder':1}],'SkewedInfo':{'SkewedColumnNames':['a'],'SkewedColumnValues':['v'],'SkewedColumnValueLocationMaps':{'v':'l'}},'StoredAsSubDirectories':false}";
    private static final String TABLE_INPUT =
            "'DatabaseName':'ghost','TableInput':{'Name':'t','Description':'d','Owner':'o','Retention':7,"
                    + STORAGE
                    + ",'PartitionKeys':[{'Name':'k','Type':'string'}],'TableType':'x','Parameters':{'a':'b'}}";
    private static final String PARTITION =
            "{'Values':['x'],'Parameters':{'a':'b'}," + STORAGE + "}";

    /// The operations, each with as many members as it knows.
    static final Map<String, String> INPUTS = new LinkedHashMap<>();

    /// Members without which an operation cannot be called, as pointers.
    static final Map<String, List<String>> REQUIRED =
            Map.ofEntries(
                    Map.entry("GetDatabase", List.of("/Name")),
                    Map.entry("UpdateDatabase", List.of("/Name", "/DatabaseInput/Name")),
                    Map.entry("CreateTable", List.of("/DatabaseName", "/TableInput/Name")),
                    Map.entry("UpdateTable", List.of("/DatabaseName", "/TableInput/Name")),
                    Map.entry("GetTables", List.of("/DatabaseName")),
                    Map.entry("DeleteTableVersion", List.of("/TableName", "/VersionId")),
                    Map.entry("CreatePartition", List.of("/TableName", "/PartitionInput")),
                    Map.entry("BatchCreatePartition", List.of("/PartitionInputList")),
                    Map.entry(
                            "GetPartitions",
                            List.of(
                                    "/TableName",
                                    "/Segment/SegmentNumber",
                                    "/Segment/TotalSegments")),
                    Map.entry("GetPartition", List.of("/PartitionValues")),
                    Map.entry("UpdatePartition", List.of("/PartitionValueList", "/PartitionInput")),
                    Map.entry("BatchUpdatePartition", List.of("/Entries/0/PartitionInput")),
                    Map.entry("TagResource", List.of("/ResourceArn", "/TagsToAdd")));

    static {
        add("GetDatabase", "'CatalogId':'000000000000','Name':'ghost'");
        add("GetDatabases", "'MaxResults':10,'NextToken':'x','ResourceShareType':'ALL'");
        add(
                "UpdateDatabase",
                "'Name':'ghost','DatabaseInput':{'Name':'ghost','Description':'d','LocationUri':'u','Parameters':{'a':'b'},'CreateTableDefaultPermissions':[{'Principal':{'DataLakePrincipalIdentifier':'p'},'Permissions':['ALL']}]}");
        add("DeleteDatabase", "'Name':'ghost'");
        add("CreateTable", TABLE_INPUT + ",'PartitionIndexes':[{'Keys':['k'],'IndexName':'i'}]");
        add("UpdateTable", TABLE_INPUT + ",'SkipArchive':true,'VersionId':'0','Force':false");
        add("GetTable", "'DatabaseName':'ghost','Name':'t','IncludeStatusDetails':false");
        add(
                "GetTables",
                "'DatabaseName':'ghost','Expression':'x','MaxResults':10,'AttributesToGet':['NAME']");
        add("DeleteTable", "'DatabaseName':'ghost','Name':'t'");
        add("BatchDeleteTable", "'DatabaseName':'ghost','TablesToDelete':['t']");
        add("GetTableVersion", TABLE + ",'VersionId':'1'");
        add("GetTableVersions", TABLE + ",'MaxResults':10");
        add("DeleteTableVersion", TABLE + ",'VersionId':'1'");
        add("BatchDeleteTableVersion", TABLE + ",'VersionIds':['1','2']");
        add(
                "SearchTables",
                "'SearchText':'x','MaxResults':10,'Filters':[{'Key':'k','Value':'v','Comparator':'EQUALS'}],'SortCriteria':[{'FieldName':'Name','Sort':'ASC'}]");
        add("CreatePartition", TABLE + ",'PartitionInput':" + PARTITION);
        add("BatchCreatePartition", TABLE + ",'PartitionInputList':[" + PARTITION + "]");
        add("GetPartition", TABLE + ",'PartitionValues':['x']");
        add("BatchGetPartition", TABLE + ",'PartitionsToGet':[{'Values':['x']}]");
        add(
                "GetPartitions",
                TABLE
                        + ",'Expression':'x','Segment':{'SegmentNumber':1,'TotalSegments':10},'MaxResults':10,'ExcludeColumnSchema':true");
        add("UpdatePartition", TABLE + ",'PartitionValueList':['x'],'PartitionInput':" + PARTITION);
        add(
                "BatchUpdatePartition",
                TABLE
                        + ",'Entries':[{'PartitionValueList':['x'],'PartitionInput':"
                        + PARTITION
                        + "}]");
        add("DeletePartition", TABLE + ",'PartitionValues':['x']");
        add("BatchDeletePartition", TABLE + ",'PartitionsToDelete':[{'Values':['x']}]");
        add("GetPartitionIndexes", TABLE);
        add("CreatePartitionIndex", TABLE + ",'PartitionIndex':{'Keys':['k'],'IndexName':'i'}");
        add("GetColumnStatisticsForTable", TABLE + ",'ColumnNames':['a']");
        add("GetUserDefinedFunctions", "'DatabaseName':'ghost','Pattern':'p','MaxResults':10");
        add("TagResource", "'ResourceArn':'arn:aws:glue:x','TagsToAdd':{'a':'b'}");
        add("UntagResource", "'ResourceArn':'arn:aws:glue:x','TagsToRemove':['a']");
    }

    static final Api API =
            new Api(
                    "glue",
                    "AWSGlue.",
                    INPUTS,
                    REQUIRED,
                    Set.of("GetDatabases", "SearchTables"),
                    "1 validation error detected: Value null at '");

    private GlueTemplates() {}

    private static void add(String operation, String members) {
        INPUTS.put(operation, "{" + members.replace('\'', '"') + "}");
    }
}
