package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.Tag;
import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupState;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;

import java.nio.file.Path;

class WorkGroupOperationsTest {
    @TempDir private Path folder;
    private AthenaHarness athena;

    @BeforeEach
    void open() {
        athena = new AthenaHarness(folder);
    }

    @AfterEach
    void close() {
        athena.close();
    }

    @Test
    void primaryIsAlwaysThere() {
        assertThat(get("primary").state()).isEqualTo(WorkGroupState.ENABLED);
        assertThat(get("primary").configuration().enforceWorkGroupConfiguration()).isFalse();
        assertThat(athena.client.listWorkGroups(r -> {}).workGroups())
                .extracting(WorkGroupSummary::name)
                .containsExactly("primary");
        assertThatThrownBy(() -> athena.client.deleteWorkGroup(r -> r.workGroup("primary")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be deleted");
        assertThatThrownBy(() -> athena.client.createWorkGroup(r -> r.name("primary")))
                .hasMessageContaining("already created");
    }

    @Test
    void oneIsCreatedWithTheServicesDefaults() {
        athena.client.createWorkGroup(r -> r.name("team").description("ours"));
        WorkGroup made = get("team");
        assertThat(made.description()).isEqualTo("ours");
        assertThat(made.creationTime()).isEqualTo(athena.clock.instant());
        assertThat(made.configuration().enforceWorkGroupConfiguration()).isTrue();
        assertThat(made.configuration().publishCloudWatchMetricsEnabled()).isTrue();
        assertThat(made.configuration().engineVersion().selectedEngineVersion()).isEqualTo("AUTO");
        assertThatThrownBy(() -> athena.client.createWorkGroup(r -> r.name("team")))
                .hasMessageContaining("WorkGroup team is already created");
        assertThatThrownBy(() -> get("nope")).hasMessageContaining("WorkGroup nope is not found.");
    }

    @Test
    void anEnforcedLocationStandsBeforeTheClients() {
        createWithLocation("strict", true);
        createWithLocation("lax", false);
        String strict = athena.start("SELECT 1", r -> r.workGroup("strict"));
        assertThat(location(strict)).isEqualTo("s3://results/strict/" + strict + ".csv");
        String lax = athena.start("SELECT 1", r -> r.workGroup("lax"));
        assertThat(location(lax)).isEqualTo("s3://results/out/" + lax + ".csv");
        String silent =
                athena.client
                        .startQueryExecution(r -> r.queryString("SELECT 1").workGroup("lax"))
                        .queryExecutionId();
        assertThat(location(silent)).isEqualTo("s3://results/lax/" + silent + ".csv");
    }

    private void createWithLocation(String name, boolean enforced) {
        athena.client.createWorkGroup(
                r ->
                        r.name(name)
                                .configuration(
                                        c ->
                                                c.enforceWorkGroupConfiguration(enforced)
                                                        .resultConfiguration(
                                                                o ->
                                                                        o.outputLocation(
                                                                                "s3://results/"
                                                                                        + name))));
    }

    private String location(String id) {
        return athena.finished(id).resultConfiguration().outputLocation();
    }

    @Test
    void changesTouchWhatTheyNameAndNothingElse() {
        createWithLocation("team", true);
        athena.client.updateWorkGroup(
                r ->
                        r.workGroup("team")
                                .state(WorkGroupState.DISABLED)
                                .configurationUpdates(
                                        c -> c.bytesScannedCutoffPerQuery(20_000_000L)));
        assertThat(get("team").configuration().bytesScannedCutoffPerQuery()).isEqualTo(20_000_000);
        assertThat(get("team").configuration().resultConfiguration().outputLocation())
                .isEqualTo("s3://results/team");
        assertThatThrownBy(() -> athena.start("SELECT 1", r -> r.workGroup("team")))
                .hasMessageContaining("WorkGroup team is disabled.");
        athena.client.updateWorkGroup(
                r ->
                        r.workGroup("team")
                                .configurationUpdates(
                                        c ->
                                                c.removeBytesScannedCutoffPerQuery(true)
                                                        .resultConfigurationUpdates(
                                                                o ->
                                                                        o.removeOutputLocation(
                                                                                true))));
        assertThat(get("team").configuration().bytesScannedCutoffPerQuery()).isNull();
        assertThat(get("team").configuration().resultConfiguration().outputLocation()).isNull();
    }

    @Test
    void oneThatHoldsSomethingIsDeletedOnlyWithAllOfIt() {
        athena.client.createWorkGroup(r -> r.name("team"));
        athena.client.createNamedQuery(
                r -> r.name("q").database("db").queryString("SELECT 1").workGroup("team"));
        athena.client.createPreparedStatement(
                r -> r.statementName("ps").workGroup("team").queryStatement("SELECT 1"));
        assertThatThrownBy(() -> athena.client.deleteWorkGroup(r -> r.workGroup("team")))
                .hasMessageContaining("WorkGroup team is not empty");
        athena.client.deleteWorkGroup(r -> r.workGroup("team").recursiveDeleteOption(true));
        assertThatThrownBy(() -> get("team")).hasMessageContaining("is not found");
        athena.client.createWorkGroup(r -> r.name("team"));
        assertThat(athena.client.listNamedQueries(r -> r.workGroup("team")).namedQueryIds())
                .isEmpty();
        athena.client.deleteWorkGroup(r -> r.workGroup("team"));
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        WorkGroupConfiguration managed =
                WorkGroupConfiguration.builder()
                        .managedQueryResultsConfiguration(m -> m.enabled(true))
                        .build();
        assertThatThrownBy(
                        () ->
                                athena.client.createWorkGroup(
                                        r -> r.name("m").configuration(managed)))
                .hasMessageContaining("ManagedQueryResultsConfiguration");
        WorkGroupConfiguration spark =
                WorkGroupConfiguration.builder()
                        .engineVersion(e -> e.selectedEngineVersion("PySpark engine version 3"))
                        .build();
        assertThatThrownBy(
                        () -> athena.client.createWorkGroup(r -> r.name("s").configuration(spark)))
                .hasMessageContaining("PySpark engine version 3");
    }

    @Test
    void listsGoOnByTokens() {
        athena.client.createWorkGroup(r -> r.name("a"));
        athena.client.createWorkGroup(r -> r.name("z"));
        assertThat(
                        athena.client.listWorkGroupsPaginator(r -> r.maxResults(1)).stream()
                                .flatMap(page -> page.workGroups().stream())
                                .map(WorkGroupSummary::name))
                .containsExactly("a", "primary", "z");
    }

    @Test
    void tagsAreKeptWithIt() {
        athena.client.createWorkGroup(r -> r.name("team").tags(tag("cost", "42")));
        String arn = "arn:aws:athena:eu-west-1:111122223333:workgroup/team";
        athena.client.tagResource(r -> r.resourceARN(arn).tags(tag("who", "me")));
        athena.client.untagResource(r -> r.resourceARN(arn).tagKeys("cost"));
        assertThat(athena.client.listTagsForResource(r -> r.resourceARN(arn)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + tag.value()).isEqualTo("whome"));
        assertThatThrownBy(
                        () ->
                                athena.client.listTagsForResource(
                                        r -> r.resourceARN(arn.replace("team", "nope"))))
                .hasMessageContaining("was not found");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private WorkGroup get(String name) {
        return athena.client.getWorkGroup(r -> r.workGroup(name)).workGroup();
    }
}
