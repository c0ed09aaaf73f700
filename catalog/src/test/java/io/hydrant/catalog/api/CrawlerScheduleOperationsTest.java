package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

class CrawlerScheduleOperationsTest {
    private static final String NAME = "{'CrawlerName':'taxi'}";

    private final Deque<Runnable> crawls = new ArrayDeque<>();
    private GlueHarness glue;

    @BeforeEach
    void open() {
        glue = new GlueHarness(new NoObjects(), crawls::add, (_, _, _) -> {});
    }

    private void create(String more) {
        glue.ask(
                "CreateCrawler",
                "{'Name':'taxi','Role':'glue','DatabaseName':'lake','Targets':{'S3Targets':[{'Path':'s3://lake/'}]}%s}"
                        .formatted(more));
    }

    private JsonNode crawler() {
        return glue.ask("GetCrawler", "{'Name':'taxi'}").get("Crawler");
    }

    private void passMinutes(int count) {
        glue.clock.advance(Duration.ofMinutes(count));
        glue.crawlers.schedules().startDue();
    }

    @Test
    void beginsACrawlInEachMinuteThatIsDue() {
        create(",'Schedule':'cron(0/5 * * * ? *)'");
        assertThat(crawler().get("Schedule"))
                .hasToString(
                        "{\"ScheduleExpression\":\"cron(0/5 * * * ? *)\",\"State\":\"SCHEDULED\"}");
        glue.crawlers.schedules().startDue();
        passMinutes(4);
        assertThat(crawls).as("nothing is due at the first look, and before minute 5").isEmpty();
        passMinutes(2);
        assertThat(crawls).as("minute 5 is not missed by looking at minute 6").hasSize(1);
        passMinutes(5);
        assertThat(crawls).as("the crawler runs yet").hasSize(1);
        crawls.remove().run();
        passMinutes(600);
        assertThat(crawls).as("once, however late").hasSize(1);
    }

    @Test
    void isTurnedOffAndOn() {
        create(",'Schedule':'cron(0/5 * * * ? *)'");
        assertThat(glue.refusal("StartCrawlerSchedule", NAME))
                .isEqualTo("SchedulerRunningException: The schedule of crawler taxi is on already");
        glue.ask("StopCrawlerSchedule", NAME);
        assertThat(crawler().get("Schedule").get("State").asText()).isEqualTo("NOT_SCHEDULED");
        assertThat(glue.refusal("StopCrawlerSchedule", NAME))
                .isEqualTo("SchedulerNotRunningException: The schedule of crawler taxi is not on");
        glue.crawlers.schedules().startDue();
        passMinutes(30);
        assertThat(crawls).isEmpty();
        glue.ask("StartCrawlerSchedule", NAME);
        passMinutes(30);
        assertThat(crawls).hasSize(1);
    }

    @Test
    void isSetAndRemoved() {
        create("");
        assertThat(crawler().has("Schedule")).isFalse();
        assertThat(glue.refusal("StartCrawlerSchedule", NAME))
                .isEqualTo("NoScheduleException: Crawler with name taxi has no schedule");
        glue.ask("StartCrawler", "{'Name':'taxi'}");
        glue.ask(
                "UpdateCrawlerSchedule", "{'CrawlerName':'taxi','Schedule':'cron(15 12 * * ? *)'}");
        assertThat(crawler().get("Schedule").get("ScheduleExpression").asText())
                .isEqualTo("cron(15 12 * * ? *)");
        assertThat(
                        glue.refusal(
                                "UpdateCrawlerSchedule",
                                "{'CrawlerName':'taxi','Schedule':'daily'}"))
                .startsWith("InvalidInputException: Schedule must be cron(");
        glue.ask("UpdateCrawlerSchedule", "{'CrawlerName':'taxi','Schedule':''}");
        assertThat(crawler().has("Schedule")).isFalse();
        assertThat(glue.refusal("UpdateCrawlerSchedule", "{'CrawlerName':'none'}"))
                .startsWith("EntityNotFoundException");
    }

    @Test
    void listsCrawlsNewestFirst() {
        create("");
        for (int run = 0; run < 3; run++) {
            glue.clock.advance(Duration.ofMinutes(1));
            glue.ask("StartCrawler", "{'Name':'taxi'}");
            glue.clock.advance(Duration.ofSeconds(2));
            crawls.remove().run();
        }
        glue.ask("StartCrawler", "{'Name':'taxi'}");
        JsonNode page = glue.ask("ListCrawls", "{'CrawlerName':'taxi','MaxResults':3}");
        assertThat(GlueHarness.texts(page.get("Crawls"), "State"))
                .containsExactly("RUNNING", "COMPLETED", "COMPLETED");
        JsonNode done = page.get("Crawls").get(1);
        assertThat(done.get("EndTime").asDouble() - done.get("StartTime").asDouble())
                .isEqualTo(2.0);
        assertThat(done.get("LogGroup").asText()).isEqualTo("/aws-glue/crawlers");
        assertThat(done.get("MessagePrefix")).isEqualTo(done.get("CrawlId"));
        JsonNode rest =
                glue.ask(
                        "ListCrawls",
                        "{'CrawlerName':'taxi','NextToken':'"
                                + page.get("NextToken").asText()
                                + "'}");
        assertThat(rest.get("Crawls")).hasSize(1);
        assertThat(rest.has("NextToken")).isFalse();
        assertThat(
                        glue.ask(
                                        "ListCrawls",
                                        "{'CrawlerName':'taxi','Filters':[{'FieldName':'STATE','FilterOperator':'EQ','FieldValue':'RUNNING'}]}")
                                .get("Crawls"))
                .hasSize(1);
        assertThat(
                        glue.refusal(
                                "ListCrawls",
                                "{'CrawlerName':'taxi','Filters':[{'FieldName':'DPU_HOUR','FilterOperator':'GT','FieldValue':'1'}]}"))
                .isEqualTo(
                        "InvalidInputException: The filter DPU_HOUR GT is not supported by this"
                                + " version of Hydrant.");
        assertThat(glue.refusal("ListCrawls", "{'CrawlerName':'none'}"))
                .startsWith("EntityNotFoundException");
    }

    @Test
    void hasTags() {
        create(",'Tags':{'team':'taxi'}");
        String arn = "'ResourceArn':'arn:aws:glue:eu-west-1:111122223333:crawler/taxi'";
        glue.ask("TagResource", "{" + arn + ",'TagsToAdd':{'cost':'7'}}");
        glue.ask("UntagResource", "{" + arn + ",'TagsToRemove':['team']}");
        assertThat(glue.ask("GetTags", "{" + arn + "}")).hasToString("{\"Tags\":{\"cost\":\"7\"}}");
        assertThat(
                        GlueHarness.texts(
                                glue.ask("ListCrawlers", "{'Tags':{'cost':'7'}}")
                                        .get("CrawlerNames")))
                .isEqualTo(List.of("taxi"));
        assertThat(
                        glue.refusal(
                                "GetTags",
                                "{'ResourceArn':'arn:aws:glue:eu-west-1:111122223333:crawler/none'}"))
                .startsWith("EntityNotFoundException");
    }
}
