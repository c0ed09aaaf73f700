import base64
import json
import os
import time
import unittest

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import lambda_function
from firehose_puts import Backoff

KEYS = {"region": "us-east-1", "device": "mobile", "year": "2019", "month": "08", "day": "09", "hour": "20"}


def document(**changes):
    return json.dumps({
        "type": {"device": "mobile", "event": "view"}, "customer_id": "123456789012",
        "event_timestamp": 1565382027, "region": "us-east-1", **changes}).encode()


def event(*payloads):
    return {
        "deliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/PUT-S3-lambda",
        "records": [
            {"recordId": "id%d" % place, "data": base64.b64encode(data).decode()}
            for place, data in enumerate(payloads)]}


class Firehose:
    def __init__(self):
        self.taken = []

    def put_record_batch(self, DeliveryStreamName, Records):
        assert DeliveryStreamName == "PUT-S3-lambda"
        self.taken += [record["Data"] for record in Records]
        return {"FailedPutCount": 0, "RequestResponses": [{"RecordId": "id"}] * len(Records)}


def transform(given, firehose=None):
    answer = lambda_function.transform(
        given, firehose or Firehose(), Backoff(2, 1, lambda: 60000, lambda seconds: None))
    assert len(json.dumps(answer)) <= 6291556
    assert [each["recordId"] for each in answer["records"]] == [each["recordId"] for each in given["records"]]
    return answer["records"]


class DeviceKeysTest(unittest.TestCase):
    def test_records_stay_as_they_are_and_have_keys(self):
        data = document() + b" \n"
        answer = transform(event(data))[0]
        self.assertEqual("Ok", answer["result"])
        self.assertEqual(data, base64.b64decode(answer["data"]))
        self.assertEqual({"partitionKeys": KEYS}, answer["metadata"])

    def test_times_are_utc_in_every_zone(self):
        before = os.environ.get("TZ")
        try:
            os.environ["TZ"] = "Asia/Tokyo"
            time.tzset()
            for seconds in (1565382027, 1565382027.75):
                answer = transform(event(document(event_timestamp=seconds)))[0]
                self.assertEqual(KEYS, answer["metadata"]["partitionKeys"])
        finally:
            if before is None:
                del os.environ["TZ"]
            else:
                os.environ["TZ"] = before
            time.tzset()

    def test_what_has_no_keys_has_failed_alone(self):
        bad = [
            b"", b"{", b"\xff", b"[]", b"null", b"{}", b"[" * 100000, document(region=""), document(region=5),
            document(type="mobile"), document(type={}), document(type={"device": None}),
            document(event_timestamp="1565382027"), document(event_timestamp=True),
            document(event_timestamp=1e300), document(event_timestamp=float("nan")),
        ]
        answers = transform(event(*bad, document()))
        self.assertEqual(["ProcessingFailed"] * len(bad) + ["Ok"], [answer["result"] for answer in answers])

    def test_what_does_not_fit_is_dropped_and_put_again_as_it_came(self):
        records = [document(customer_id="%012d" % number) for number in range(20000)]
        firehose = Firehose()
        answers = transform(event(*records), firehose)
        dropped = [data for data, answer in zip(records, answers) if answer["result"] == "Dropped"]
        self.assertEqual({"Ok", "Dropped"}, {answer["result"] for answer in answers})
        self.assertEqual(dropped, firehose.taken)


if __name__ == "__main__":
    unittest.main()
