import base64
import json
import os
import unittest

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ["delivery_stream_name"] = "nyc-taxi-trips"

import lambda_function
from firehose_puts import Backoff

TRIP = {
    "type": "trip", "trip_id": 7, "pickup_longitude": -73.98, "pickup_latitude": 40.75,
    "dropoff_longitude": -74, "dropoff_latitude": 40.7, "total_amount": 5.5,
}


def event(*payloads):
    return {"Records": [
        {"kinesis": {"data": base64.b64encode(data).decode(), "sequenceNumber": str(number)}}
        for number, data in enumerate(payloads)]}


def trip(**changes):
    return json.dumps({**TRIP, **changes}).encode()


class Firehose:
    def __init__(self, refusals=0):
        self.refusals = refusals
        self.taken = []

    def put_record_batch(self, DeliveryStreamName, Records):
        assert DeliveryStreamName == "nyc-taxi-trips"
        if self.refusals > 0:
            self.refusals -= 1
            failed = [{"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}]
            return {"FailedPutCount": len(Records), "RequestResponses": failed * len(Records)}
        self.taken += [record["Data"] for record in Records]
        return {"FailedPutCount": 0, "RequestResponses": [{"RecordId": "id"}] * len(Records)}


def backoff(retries):
    return Backoff(35, retries, lambda: 60000, lambda seconds: None)


class TaxiFilterTest(unittest.TestCase):
    def test_trips_are_sent_to_the_byte_and_in_order(self):
        firehose = Firehose()
        trips = [trip(trip_id=number) + b" \n" for number in range(3)]
        answer = lambda_function.send_trips(event(*trips), firehose, backoff(3))
        self.assertEqual(trips, firehose.taken)
        self.assertEqual({"sent": 3, "dropped": 0, "batchItemFailures": []}, answer)

    def test_what_is_no_trip_is_dropped(self):
        firehose = Firehose()
        spurious = [
            b"", b"{", b"\xff\xfe", b"42", b"null", b"[]", b"[" * 100000, b"{}",
            trip(type="watermark"), trip(type=None), trip(pickup_longitude=0), trip(pickup_latitude=0.0),
            trip(dropoff_longitude=-0.0), trip(dropoff_latitude=None), trip(dropoff_latitude="40.7"),
            trip(dropoff_latitude=True), trip(dropoff_latitude=float("nan")), trip(note="x" * 1024000),
            json.dumps({key: TRIP[key] for key in TRIP if key != "pickup_latitude"}).encode(),
        ]
        answer = lambda_function.send_trips(event(trip(), *spurious), firehose, backoff(3))
        self.assertEqual([trip()], firehose.taken)
        self.assertEqual(len(spurious), answer["dropped"])

    def test_nothing_is_put_when_nothing_is_a_trip(self):
        answer = lambda_function.send_trips(event(b"{}"), None, backoff(3))
        self.assertEqual(0, answer["sent"])

    def test_throttled_trips_are_sent_again(self):
        firehose = Firehose(refusals=3)
        lambda_function.send_trips(event(trip()), firehose, backoff(3))
        self.assertEqual([trip()], firehose.taken)

    def test_fails_when_the_retries_are_used_up(self):
        with self.assertRaisesRegex(
                lambda_function.NotTaken,
                "2 of 2 trips were not taken by nyc-taxi-trips: ServiceUnavailableException: Slow down."):
            lambda_function.send_trips(event(trip(), b"{}", trip()), Firehose(refusals=9), backoff(3))

    def test_the_settings_are_those_of_the_environment(self):
        class Context:
            get_remaining_time_in_millis = staticmethod(lambda: 1000)

        os.environ["number_of_retries"] = "0"
        original, lambda_function.client = lambda_function.client, Firehose(refusals=1)
        try:
            with self.assertRaises(lambda_function.NotTaken):
                lambda_function.lambda_handler(event(trip()), Context())
        finally:
            lambda_function.client = original
            del os.environ["number_of_retries"]


if __name__ == "__main__":
    unittest.main()
