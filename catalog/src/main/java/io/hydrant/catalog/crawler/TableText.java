package io.hydrant.catalog.crawler;

import io.hydrant.catalog.crawler.CrawlPlan.Target;
import io.hydrant.catalog.crawler.FoundTable.Part;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tables and partitions that were found as the catalog keeps them.
///
/// @param crawler its name: kept with all it makes
record TableText(String crawler) {
    /// Parameter of tables and partitions: who keeps them up to date.
    static final String UPDATED_BY = "UPDATED_BY_CRAWLER";

    private static final int NAME_MAX = 128;
    private static final Pattern TROUBLE = Pattern.compile("[^a-z0-9_]");

    /// What a table is called by its folder.
    static String name(String prefix, FoundTable table) {
        String plain = (prefix + table.root().name()).toLowerCase(Locale.ROOT);
        String name = TROUBLE.matcher(plain).replaceAll("_");
        return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    }

    static String location(Target target, Folder folder) {
        return "s3://" + target.bucket() + "/" + folder.path();
    }

    Table table(Target target, FoundTable table) {
        Map<String, String> parameters = parameters(table, table.fileCount(), table.bytes());
        parameters.putAll(table.files().parameters());
        return Table.builder()
                .owner("owner")
                .retention(0)
                .tableType("EXTERNAL_TABLE")
                .storageDescriptor(
                        storage(table, table.files(), location(target, table.root()), parameters))
                .partitionKeys(
                        table.partitionKeys().stream()
                                .map(key -> Column.builder().name(key).type("string").build())
                                .toList())
                .parameters(parameters)
                .build();
    }

    /// @param files what its columns are taken from
    PartitionInput partition(Target target, FoundTable table, Part part, FileSchema files) {
        Folder folder = part.folder();
        Map<String, String> parameters = parameters(table, folder.files(), folder.bytes());
        return PartitionInput.builder()
                .values(part.values())
                .storageDescriptor(storage(table, files, location(target, folder), parameters))
                .parameters(parameters)
                .build();
    }

    private StorageDescriptor storage(
            FoundTable table, FileSchema files, String location, Map<String, String> parameters) {
        FileKind kind = table.files().kind();
        Map<String, String> serde = new LinkedHashMap<>(kind.serdeParameters());
        serde.putAll(files.serde());
        return StorageDescriptor.builder()
                .columns(columns(files))
                .location(location)
                .inputFormat(kind.input())
                .outputFormat(kind.output())
                .compressed(!files.compression().equals("none"))
                .numberOfBuckets(-1)
                .serdeInfo(
                        SerDeInfo.builder()
                                .serializationLibrary(kind.serde())
                                .parameters(serde)
                                .build())
                .bucketColumns(List.of())
                .sortColumns(List.of())
                .parameters(parameters)
                .storedAsSubDirectories(false)
                .build();
    }

    private static List<Column> columns(FileSchema files) {
        return files.schema().columns().stream()
                .map(
                        column ->
                                Column.builder()
                                        .name(column.name())
                                        .type(column.type().toString())
                                        .build())
                .toList();
    }

    private Map<String, String> parameters(FoundTable table, long files, long bytes) {
        long recordBytes = table.files().recordBytes();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CrawlerSchemaDeserializerVersion", "1.0");
        parameters.put("CrawlerSchemaSerializerVersion", "1.0");
        parameters.put(UPDATED_BY, crawler);
        parameters.put("averageRecordSize", Long.toString(recordBytes));
        parameters.put("classification", table.files().kind().classification());
        parameters.put("compressionType", table.files().compression());
        parameters.put("objectCount", Long.toString(files));
        parameters.put("recordCount", Long.toString(recordBytes == 0 ? 0 : bytes / recordBytes));
        parameters.put("sizeKey", Long.toString(bytes));
        parameters.put("typeOfData", "file");
        return parameters;
    }
}
