package io.hydrant.cli.producer;

import io.hydrant.cli.client.WireFailure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts a batch again and again until every record of it is taken.
///
/// Of a batch that was taken in part only the refused records are sent again, in their order; other
/// records of the batch may therefore overtake them, as with every client of these services. A
/// request whose answer got lost is sent again whole: records arrive at least once. For one thread.
final class PersistentPut {
    private final String subject;
    private final Resending resending;
    private final BatchPut call;
    private String lastReason = "";

    /// @param subject such as `stream trips`
    PersistentPut(String subject, Resending resending, BatchPut call) {
        this.subject = subject;
        this.resending = resending;
        this.call = call;
    }

    /// The results in the order of the records, none of them refused.
    Outcome put(List<OutgoingRecord> batch) throws InterruptedException {
        PutAnswer.Result[] results = new PutAnswer.Result[batch.size()];
        boolean[] resent = new boolean[batch.size()];
        List<Integer> open = new ArrayList<>(batch.size());
        for (int place = 0; place < batch.size(); place++) {
            open.add(place);
        }
        int failedTries = 0;
        while (!open.isEmpty()) {
            List<Integer> refused = putOnce(batch, open, results);
            failedTries = refused.size() < open.size() ? 0 : failedTries;
            if (!refused.isEmpty()) {
                failedTries++;
                refused.forEach(place -> resent[place] = true);
                resending.await(failedTries, subject, lastReason);
            }
            open = refused;
        }
        int resentCount = 0;
        for (boolean again : resent) {
            resentCount += again ? 1 : 0;
        }
        return new Outcome(Arrays.asList(results), resentCount);
    }

    private List<Integer> putOnce(
            List<OutgoingRecord> batch, List<Integer> open, PutAnswer.Result[] results)
            throws InterruptedException {
        List<OutgoingRecord> records =
                open.size() == batch.size() ? batch : open.stream().map(batch::get).toList();
        PutAnswer answer;
        try {
            answer = call.put(records);
        } catch (WireFailure failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException(failure.getMessage());
            }
            if (!Refusal.passes(failure)) {
                throw failure;
            }
            lastReason = failure.getMessage();
            return open;
        }
        List<Integer> refused = new ArrayList<>();
        for (int index = 0; index < records.size(); index++) {
            PutAnswer.Result result = answer.results().get(index);
            results[open.get(index)] = result;
            if (result.refused()) {
                refused.add(open.get(index));
                lastReason = reason(result);
            }
        }
        return refused;
    }

    private String reason(PutAnswer.Result refused) {
        String reason =
                refused.errorMessage().isEmpty() ? refused.errorCode() : refused.errorMessage();
        if (!Refusal.passes(refused)) {
            throw new WireFailure(refused.errorCode(), subject + " refuses a record: " + reason);
        }
        return reason;
    }

    /// @param results of the records in their order
    /// @param resentCount how many records were sent more than once
    record Outcome(List<PutAnswer.Result> results, int resentCount) {}
}
