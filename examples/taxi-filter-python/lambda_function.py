"""Consumer of a data stream of taxi trips: sends what is a trip to a delivery stream.

Environment:
  delivery_stream_name       where trips go
  exponential_backoff_seed   retry n waits up to 2 * seed ** n milliseconds (35)
  number_of_retries          how often records that were not taken are put again (3)

Fails when records were not taken after that: the event source mapping then brings the whole batch
again, so trips may arrive twice and none is lost.
"""

import base64
import json
import math
import os

import boto3
from botocore.config import Config

import firehose_puts

COORDINATES = ("pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude")

# One call is one attempt: how often and when to try again is decided by the environment.
client = boto3.client("firehose", config=Config(
    connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1}))


class NotTaken(Exception):
    """Trips that the delivery stream did not take."""


def lambda_handler(event, context):
    return send_trips(event, client, firehose_puts.Backoff(
        int(os.environ.get("exponential_backoff_seed", "35")),
        int(os.environ.get("number_of_retries", "3")),
        context.get_remaining_time_in_millis))


def send_trips(event, firehose, backoff):
    trips, spurious = [], {}
    for record in event["Records"]:
        data = base64.b64decode(record["kinesis"]["data"])
        reason = why_spurious(data)
        if reason:
            spurious.setdefault(reason, []).append(record["kinesis"]["sequenceNumber"])
        else:
            trips.append(data)
    for reason, numbers in spurious.items():
        print("Dropped {} records ({}), the first is {}".format(len(numbers), reason, numbers[0]))

    stream = os.environ["delivery_stream_name"]
    refused = firehose_puts.put_all(firehose, stream, trips, backoff)
    if refused:
        ids = [json.loads(trips[place]).get("trip_id") for place in refused]
        print("Not taken are the trips {}".format(ids))
        raise NotTaken("{} of {} trips were not taken by {}: {}".format(
            len(refused), len(trips), stream, next(iter(refused.values()))))
    print("Sent {} of {} records to {}".format(len(trips), len(event["Records"]), stream))
    return {"sent": len(trips), "dropped": len(event["Records"]) - len(trips), "batchItemFailures": []}


def why_spurious(data):
    """Returns what is wrong with a record, or None when it is a trip."""
    if len(data) > firehose_puts.RECORD_BYTES_MAX:
        return "longer than a delivery stream takes"
    try:
        trip = json.loads(data)
    except (ValueError, RecursionError):
        return "no JSON"
    if not isinstance(trip, dict):
        return "no JSON object"
    if trip.get("type") != "trip":
        return "no trip"
    for name in COORDINATES:
        value = trip.get(name)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or value == 0 or not -math.inf < value < math.inf:
            return "no " + name
    return None
