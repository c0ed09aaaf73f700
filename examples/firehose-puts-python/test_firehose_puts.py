import unittest

from botocore.exceptions import ClientError, EndpointConnectionError

import firehose_puts
from firehose_puts import Backoff, put_all


class FakeFirehose:
    """Answers as it is told, request by request, and then takes everything.

    An answer is an exception, or a list of error codes: one for each entry, None when it is taken.
    """

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.taken = []

    def put_record_batch(self, DeliveryStreamName, Records):
        records = [record["Data"] for record in Records]
        self.requests.append(records)
        answer = self.answers.pop(0) if self.answers else [None] * len(records)
        if isinstance(answer, Exception):
            raise answer
        assert len(answer) == len(records)
        self.taken += [data for data, code in zip(records, answer) if not code]
        return {
            "FailedPutCount": sum(1 for code in answer if code),
            "RequestResponses": [
                {"ErrorCode": code, "ErrorMessage": "no"} if code else {"RecordId": "id"} for code in answer],
        }


def client_error(code, status):
    response = {"Error": {"Code": code, "Message": "said so"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "PutRecordBatch")


class PutAllTest(unittest.TestCase):
    def setUp(self):
        self.waits = []
        self.left = 60000

    def backoff(self, seed=35, retries=3, chance=1.0):
        def sleep(seconds):
            self.waits.append(round(seconds * 1000))
            self.left -= round(seconds * 1000)
        return Backoff(seed, retries, lambda: self.left, sleep, lambda: chance)

    def test_a_request_holds_at_most_500_records(self):
        firehose = FakeFirehose()
        self.assertEqual({}, put_all(firehose, "s", [b"x"] * 1001, self.backoff()))
        self.assertEqual([500, 500, 1], [len(request) for request in firehose.requests])

    def test_a_request_holds_at_most_4_mebibytes(self):
        firehose = FakeFirehose()
        records = [b"x" * firehose_puts.RECORD_BYTES_MAX] * 9 + [b"y"]
        self.assertEqual({}, put_all(firehose, "s", records, self.backoff()))
        self.assertEqual([4, 4, 2], [len(request) for request in firehose.requests])
        self.assertEqual(records, firehose.taken)

    def test_no_records_make_no_request(self):
        firehose = FakeFirehose()
        self.assertEqual({}, put_all(firehose, "s", [], self.backoff()))
        self.assertEqual([], firehose.requests)

    def test_only_entries_that_failed_are_put_again_whatever_their_code(self):
        firehose = FakeFirehose([None, "ServiceUnavailableException", None, "InternalFailure"])
        self.assertEqual({}, put_all(firehose, "s", [b"a", b"b", b"c", b"d"], self.backoff()))
        self.assertEqual([[b"a", b"b", b"c", b"d"], [b"b", b"d"]], firehose.requests)

    def test_failed_entries_of_several_requests_share_the_next_one(self):
        slow = "ServiceUnavailableException"
        firehose = FakeFirehose([None] * 499 + [slow], [slow] + [None] * 499)
        put_all(firehose, "s", [b"%d" % number for number in range(1000)], self.backoff())
        self.assertEqual([b"499", b"500"], firehose.requests[2])
        self.assertEqual(1, len(self.waits))

    def test_waits_grow_by_the_seed(self):
        slow = client_error("ThrottlingException", 400)
        put_all(FakeFirehose(slow, slow, slow), "s", [b"a"], self.backoff(seed=10))
        self.assertEqual([20, 200, 2000], self.waits)

    def test_half_of_a_wait_is_left_to_chance(self):
        slow = client_error("ServiceUnavailableException", 503)
        put_all(FakeFirehose(slow), "s", [b"a"], self.backoff(chance=0.0))
        put_all(FakeFirehose(slow), "s", [b"a"], self.backoff(chance=0.5))
        self.assertEqual([35, 52], self.waits)

    def test_no_wait_is_longer_than_the_function_still_has(self):
        slow = client_error("ServiceUnavailableException", 503)
        self.left = 10000
        refused = put_all(FakeFirehose(slow, slow, slow, slow), "s", [b"a"], self.backoff())
        self.assertEqual([70, 2450, 10000 - 70 - 2450 - firehose_puts.PUT_MILLIS], self.waits)
        self.assertEqual({0: "ServiceUnavailableException: said so"}, refused)

    def test_does_not_try_again_without_time(self):
        firehose = FakeFirehose(client_error("ServiceUnavailableException", 503))
        self.left = firehose_puts.PUT_MILLIS
        self.assertEqual([0], list(put_all(firehose, "s", [b"a"], self.backoff())))
        self.assertEqual(1, len(firehose.requests))

    def test_gives_up_after_the_retries(self):
        slow = ["ServiceUnavailableException"]
        firehose = FakeFirehose(slow, slow, slow, slow, slow)
        refused = put_all(firehose, "s", [b"a"], self.backoff(seed=2))
        self.assertEqual(4, len(firehose.requests))
        self.assertEqual({0: "ServiceUnavailableException: no"}, refused)

    def test_zero_retries_are_one_attempt(self):
        firehose = FakeFirehose(["InternalFailure"])
        self.assertEqual([0], list(put_all(firehose, "s", [b"a"], self.backoff(retries=0))))
        self.assertEqual([], self.waits)

    def test_server_errors_and_broken_connections_pass(self):
        firehose = FakeFirehose(
            client_error("SomethingNew", 500), EndpointConnectionError(endpoint_url="http://here"))
        self.assertEqual({}, put_all(firehose, "s", [b"a"], self.backoff(seed=2)))
        self.assertEqual([b"a"], firehose.taken)

    def test_what_never_will_be_taken_is_not_tried_again(self):
        firehose = FakeFirehose(client_error("ResourceNotFoundException", 400))
        refused = put_all(firehose, "s", [b"x"] * 501, self.backoff())
        self.assertEqual(2, len(firehose.requests))
        self.assertEqual(500, len(refused))
        self.assertEqual("ResourceNotFoundException: said so", refused[0])


if __name__ == "__main__":
    unittest.main()
