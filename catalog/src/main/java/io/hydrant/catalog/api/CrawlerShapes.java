package io.hydrant.catalog.api;

import io.hydrant.catalog.crawler.CrawlerSchedules;
import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.LineageConfiguration;
import software.amazon.awssdk.services.glue.model.RecrawlBehavior;
import software.amazon.awssdk.services.glue.model.RecrawlPolicy;
import software.amazon.awssdk.services.glue.model.Schedule;
import software.amazon.awssdk.services.glue.model.SchemaChangePolicy;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerRequest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Crawlers between what requests say and what is kept.
final class CrawlerShapes {
    private CrawlerShapes() {}

    /// @throws InvalidInput when it asks for what is not supported
    static Crawler of(CreateCrawlerRequest request) {
        Lacking.refuse("CrawlerSecurityConfiguration", request.crawlerSecurityConfiguration());
        Lacking.refuse("LakeFormationConfiguration", request.lakeFormationConfiguration());
        return Crawler.builder()
                .name(request.name())
                .role(request.role())
                .databaseName(database(request.databaseName()))
                .description(request.description())
                .targets(targets(request.targets()))
                .classifiers(classifiers(request.classifiers()))
                .tablePrefix(request.tablePrefix())
                .schemaChangePolicy(policy(request.schemaChangePolicy()))
                .recrawlPolicy(recrawl(request.recrawlPolicy()))
                .lineageConfiguration(lineage(request.lineageConfiguration()))
                .configuration(request.configuration())
                .schedule(schedule(request.schedule()))
                .build();
    }

    /// What an update says, and the rest as it was.
    static Crawler changed(Crawler before, UpdateCrawlerRequest request) {
        Lacking.refuse("CrawlerSecurityConfiguration", request.crawlerSecurityConfiguration());
        Lacking.refuse("LakeFormationConfiguration", request.lakeFormationConfiguration());
        Crawler.Builder next = before.toBuilder();
        Optional.ofNullable(request.role()).ifPresent(next::role);
        Optional.ofNullable(request.databaseName())
                .ifPresent(name -> next.databaseName(database(name)));
        Optional.ofNullable(request.description()).ifPresent(next::description);
        Optional.ofNullable(request.targets()).ifPresent(targets -> next.targets(targets(targets)));
        if (request.hasClassifiers()) {
            next.classifiers(classifiers(request.classifiers()));
        }
        Optional.ofNullable(request.tablePrefix()).ifPresent(next::tablePrefix);
        Optional.ofNullable(request.schemaChangePolicy())
                .ifPresent(policy -> next.schemaChangePolicy(policy(policy)));
        Optional.ofNullable(request.recrawlPolicy())
                .ifPresent(policy -> next.recrawlPolicy(recrawl(policy)));
        Optional.ofNullable(request.lineageConfiguration())
                .ifPresent(settings -> next.lineageConfiguration(lineage(settings)));
        Optional.ofNullable(request.configuration()).ifPresent(next::configuration);
        Optional.ofNullable(request.schedule())
                .ifPresent(expression -> next.schedule(schedule(expression)));
        return next.build();
    }

    /// @return null for none
    private static Schedule schedule(String expression) {
        return CrawlerSchedules.of(Optional.ofNullable(expression).orElse("")).orElse(null);
    }

    private static String database(String name) {
        if (name == null || name.isBlank()) {
            throw new InvalidInput("DatabaseName must be given.");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static CrawlerTargets targets(CrawlerTargets targets) {
        boolean others =
                targets.hasJdbcTargets()
                        || targets.hasMongoDBTargets()
                        || targets.hasDynamoDBTargets()
                        || targets.hasCatalogTargets()
                        || targets.hasDeltaTargets()
                        || targets.hasIcebergTargets()
                        || targets.hasHudiTargets();
        if (others) {
            throw InvalidInput.unsupported("Targets other than S3Targets are");
        }
        if (targets.s3Targets().isEmpty()) {
            throw new InvalidInput("Targets must have at least one S3 target.");
        }
        return targets;
    }

    private static List<String> classifiers(List<String> names) {
        if (!names.isEmpty()) {
            throw InvalidInput.unsupported("Custom classifiers are");
        }
        return names;
    }

    private static SchemaChangePolicy policy(SchemaChangePolicy asked) {
        SchemaChangePolicy policy =
                Optional.ofNullable(asked).orElseGet(() -> SchemaChangePolicy.builder().build());
        return SchemaChangePolicy.builder()
                .updateBehavior(
                        Optional.ofNullable(policy.updateBehaviorAsString())
                                .orElse(UpdateBehavior.UPDATE_IN_DATABASE.toString()))
                .deleteBehavior(
                        Optional.ofNullable(policy.deleteBehaviorAsString())
                                .orElse(DeleteBehavior.DEPRECATE_IN_DATABASE.toString()))
                .build();
    }

    private static RecrawlPolicy recrawl(RecrawlPolicy asked) {
        RecrawlBehavior behaviour =
                Optional.ofNullable(asked)
                        .map(RecrawlPolicy::recrawlBehavior)
                        .orElse(RecrawlBehavior.CRAWL_EVERYTHING);
        if (behaviour != RecrawlBehavior.CRAWL_EVERYTHING) {
            throw InvalidInput.unsupported("RecrawlBehavior " + behaviour + " is");
        }
        return RecrawlPolicy.builder().recrawlBehavior(behaviour).build();
    }

    private static LineageConfiguration lineage(LineageConfiguration asked) {
        if (asked != null && "ENABLE".equals(asked.crawlerLineageSettingsAsString())) {
            throw InvalidInput.unsupported("CrawlerLineageSettings ENABLE is");
        }
        return LineageConfiguration.builder().crawlerLineageSettings("DISABLE").build();
    }
}
