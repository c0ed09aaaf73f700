package io.hydrant.conformance.kill;

import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Puts the numbers of a workload until each was acknowledged, whatever happens to the server.
final class PutLoop {
    private static final int RETRY_MILLIS_MAX = 300;

    private final Workload work;
    private final SplittableRandom random;

    /// One request.
    interface Put {
        /// @return the numbers that were not acknowledged
        List<Integer> once(List<Integer> numbers);
    }

    PutLoop(Workload work, SplittableRandom random) {
        this.work = work;
        this.random = random;
    }

    /// @param recordsMax of a request
    /// @param choice of what is put to next
    void run(int recordsMax, Supplier<Put> choice) {
        try {
            List<Integer> numbers = work.take(random.nextInt(1, recordsMax + 1));
            while (!numbers.isEmpty()) {
                putAll(choice.get(), numbers);
                Await.pause(work.pauseMillis(numbers.size()));
                numbers = work.take(random.nextInt(1, recordsMax + 1));
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    private void putAll(Put put, List<Integer> numbers) {
        List<Integer> open = numbers;
        while (!open.isEmpty() && !work.failed()) {
            open = putOnce(put, open);
            if (!open.isEmpty()) {
                Await.pause(random.nextInt(10, RETRY_MILLIS_MAX));
            }
        }
    }

    private List<Integer> putOnce(Put put, List<Integer> numbers) {
        work.putBegins();
        try {
            List<Integer> refused = put.once(numbers);
            work.accepted(numbers.size() - refused.size());
            return refused;
        } catch (AwsServiceException e) {
            if (e.statusCode() < 500) {
                throw e; // the server found fault with a request that has none
            }
            String code = e.awsErrorDetails().errorCode();
            work.countRefusal(code == null ? "status " + e.statusCode() : code);
        } catch (SdkClientException _) {
            work.countRefusal("no answer"); // whether it was taken nobody knows
        } finally {
            work.putEnds();
        }
        return numbers;
    }

    /// Goes through the answers for the records of a request.
    ///
    /// @param errors the error code of each record that was not taken
    /// @return the numbers of those
    List<Integer> refused(List<Integer> numbers, List<Optional<String>> errors) {
        List<Integer> refused = new ArrayList<>();
        for (int place = 0; place < errors.size(); place++) {
            if (errors.get(place).isPresent()) {
                work.countRefusal(errors.get(place).get());
                refused.add(numbers.get(place));
            }
        }
        return refused;
    }
}
