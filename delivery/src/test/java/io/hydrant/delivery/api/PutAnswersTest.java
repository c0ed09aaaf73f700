package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

class PutAnswersTest {
    private static final Instant ARRIVAL = Instant.parse("2026-09-30T10:00:00.123456789Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500})
    void answersABatchWithOneIdPerRecord(int recordCount) throws IOException {
        RecordIds ids = RecordIds.of(stream("clicks"), new Accepted(0, 7, ARRIVAL));

        byte[] json = PutAnswers.batch(ids, recordCount, false);

        JsonNode answer = new ObjectMapper().readTree(json);
        assertThat(answer.properties()).hasSize(3);
        assertThat(answer.get("FailedPutCount").intValue()).isZero();
        assertThat(answer.get("Encrypted").booleanValue()).isFalse();
        assertThat(answer.get("RequestResponses")).hasSize(recordCount);
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : answer.get("RequestResponses")) {
            assertThat(entry.properties()).hasSize(1);
            seen.add(entry.get("RecordId").textValue());
        }
        assertThat(seen).hasSize(recordCount).allMatch(id -> id.matches("[A-Za-z0-9+/]{56}"));
    }

    @Test
    void answersASingleRecordWithTheIdItHasInABatch() throws IOException {
        RecordIds ids = RecordIds.of(stream("clicks"), new Accepted(0, 7, ARRIVAL));

        JsonNode answer = new ObjectMapper().readTree(PutAnswers.single(ids, true));

        assertThat(answer.properties()).hasSize(2);
        assertThat(answer.get("Encrypted").booleanValue()).isTrue();
        assertThat(new String(PutAnswers.batch(ids, 1, false), StandardCharsets.US_ASCII))
                .contains("\"" + answer.get("RecordId").textValue() + "\"");
    }

    @Test
    void givesEveryRecordAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        int count = 0;
        for (String stream : new String[] {"clicks", "clicks2"}) {
            for (Instant arrival : new Instant[] {ARRIVAL, ARRIVAL.plusNanos(1)}) {
                for (int lane = 0; lane < 2; lane++) {
                    for (long offset = 0; offset < 5; offset++) {
                        Accepted accepted = new Accepted(lane, offset, arrival);
                        RecordIds frame = RecordIds.of(stream(stream), accepted);
                        for (int index = 0; index < 500; index++) {
                            byte[] id = new byte[RecordIds.ID_CHARS];
                            frame.writeHead(id, 0);
                            frame.writeTail(index, id, 0);
                            ids.add(new String(id, StandardCharsets.US_ASCII));
                            count++;
                        }
                    }
                }
            }
        }
        assertThat(ids).hasSize(count);
    }

    private static StreamId stream(String name) {
        return new StreamId(new AccountId("000000000000"), new Region("us-east-1"), name);
    }
}
