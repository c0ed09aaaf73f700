import base64
import gzip
import json
import os
import random
import unittest

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import lambda_function
from firehose_puts import Backoff

KEYS = {"database": "sales", "table": "orders", "year": "2026", "month": "01", "day": "31", "hour": "23"}


def document(**more):
    return {"database": "sales", "table": "orders", "event_time": "2026-01-31T23:05:00Z", **more}


def packed(**more):
    return gzip.compress(json.dumps(document(**more)).encode())


def event(*payloads, **more):
    records = [
        {"recordId": "id%d" % number, "data": base64.b64encode(data).decode()}
        for number, data in enumerate(payloads)]
    arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/packed"
    return {"deliveryStreamArn": arn, "records": records, **more}


class Firehose:
    def __init__(self, refuses=False):
        self.refuses = refuses
        self.taken = []

    def put_record_batch(self, DeliveryStreamName, Records):
        assert DeliveryStreamName == "packed"
        if self.refuses:
            entries = [{"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "no"}] * len(Records)
            return {"FailedPutCount": len(Records), "RequestResponses": entries}
        self.taken += [record["Data"] for record in Records]
        return {"FailedPutCount": 0, "RequestResponses": [{"RecordId": "id"}] * len(Records)}


def transform(given, firehose=None):
    answer = lambda_function.transform(
        given, firehose or Firehose(), Backoff(2, 1, lambda: 60000, lambda seconds: None))
    assert len(json.dumps(answer)) <= 6291556
    assert [each["recordId"] for each in answer["records"]] == [each["recordId"] for each in given["records"]]
    return answer["records"]


def results(answers):
    return [answer["result"] for answer in answers]


class GzipKeysTest(unittest.TestCase):
    def test_unpacks_and_tells_the_keys(self):
        answer = transform(event(packed(total=5)))[0]
        self.assertEqual("Ok", answer["result"])
        self.assertEqual(document(total=5), json.loads(base64.b64decode(answer["data"])))
        self.assertTrue(base64.b64decode(answer["data"]).endswith(b"}\n"))
        self.assertEqual({"partitionKeys": KEYS}, answer["metadata"])

    def test_times_are_utc(self):
        for time in ("2026-02-01T01:05:00+02:00", "2026-01-31T23:05:00", 1769900700, 1769900700.5):
            answer = transform(event(packed(event_time=time)))[0]
            self.assertEqual(KEYS, answer["metadata"]["partitionKeys"], time)

    def test_a_file_of_several_members_is_one_record(self):
        text = json.dumps(document()).encode()
        answer = transform(event(gzip.compress(text[:20]) + gzip.compress(text[20:])))[0]
        self.assertEqual(document(), json.loads(base64.b64decode(answer["data"])))

    def test_what_has_no_keys_has_failed_alone(self):
        bad = [
            b"", b"no gzip", packed()[:-9], packed() + b"rest", gzip.compress(b"{"), gzip.compress(b"[]"),
            gzip.compress(b"null"), gzip.compress(b"[" * 100000), packed(table=""), packed(table=5),
            packed(database=None), packed(event_time="soon"), packed(event_time=1e300), gzip.compress(b"") * 500,
        ]
        answers = transform(event(*bad, packed()))
        self.assertEqual(["ProcessingFailed"] * len(bad) + ["Ok"], results(answers))

    def test_what_does_not_fit_is_dropped_and_put_again_as_it_came(self):
        chance = random.Random(1)
        records = [packed(text="%d" % number + "x" * chance.randrange(500000, 1500000)) for number in range(12)]
        firehose = Firehose()
        answers = transform(event(*records), firehose)
        self.assertEqual({"Ok", "Dropped"}, set(results(answers)))
        dropped = [data for data, answer in zip(records, answers) if answer["result"] == "Dropped"]
        self.assertEqual(dropped, firehose.taken)

    def test_many_small_records_fit(self):
        answers = transform(event(*[packed(number=number) for number in range(20000)]))
        self.assertEqual(20000, len(answers))

    def test_what_fits_into_no_answer_has_failed_and_is_not_put_again(self):
        firehose = Firehose()
        answers = transform(event(packed(text="x" * 5000000), packed(table="t" * 4000000)), firehose)
        self.assertEqual(["ProcessingFailed", "ProcessingFailed"], results(answers))
        self.assertEqual([], firehose.taken)

    def test_the_largest_record_that_fits_is_delivered(self):
        bare = len(json.dumps(document(text="")).encode())
        fits = "x" * (lambda_function.DATA_BYTES_MAX - bare)
        self.assertEqual(["Ok"], results(transform(event(packed(text=fits)))))
        self.assertEqual(["ProcessingFailed"], results(transform(event(packed(text=fits + "x")))))

    def test_what_is_not_taken_again_has_failed(self):
        records = [packed(text="x" * 3000000)] * 3
        answers = transform(event(*records), Firehose(refuses=True))
        self.assertEqual(["Ok", "ProcessingFailed", "ProcessingFailed"], results(answers))

    def test_nothing_is_put_to_a_stream_that_reads_a_data_stream(self):
        firehose = Firehose()
        given = event(*[packed(text="x" * 3000000)] * 2, sourceKinesisStreamArn="arn:...")
        self.assertEqual(["Ok", "ProcessingFailed"], results(transform(given, firehose)))
        self.assertEqual([], firehose.taken)


if __name__ == "__main__":
    unittest.main()
