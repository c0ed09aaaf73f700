"""Transform of a delivery stream with dynamic partitioning: tells the region, the device and the
hour of each event, and leaves the records as they are.

A record is a JSON object:

    {"type": {"device": "mobile", ...}, "event_timestamp": 1565382027, "region": "us-east-1", ...}

event_timestamp counts seconds since 1970; year, month, day and hour are those of UTC, with zeros in
front, whatever the time zone of the function is. A record without them has failed, and no other.

Keys make answers longer than events: an answer to many small records may not hold all of them. The
others are dropped from it and put to the delivery stream again.

Environment:
  exponential_backoff_seed   retry n waits up to 2 * seed ** n milliseconds (10)
  number_of_retries          how often records that were not taken again are put (3)
"""

import datetime
import json
import os

import boto3
from botocore.config import Config

import firehose_answers
import firehose_puts

client = boto3.client("firehose", config=Config(
    connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1}))


def lambda_handler(event, context):
    return transform(event, client, firehose_puts.Backoff(
        int(os.environ.get("exponential_backoff_seed", "10")),
        int(os.environ.get("number_of_retries", "3")),
        context.get_remaining_time_in_millis))


def transform(event, firehose, backoff):
    return firehose_answers.fitting(
        event, lambda data: (data, partition_keys(json.loads(data))), firehose, backoff)


def partition_keys(document):
    when = datetime.datetime.fromtimestamp(number(document["event_timestamp"]), datetime.timezone.utc)
    return {
        "region": name(document["region"]),
        "device": name(document["type"]["device"]),
        "year": when.strftime("%Y"),
        "month": when.strftime("%m"),
        "day": when.strftime("%d"),
        "hour": when.strftime("%H"),
    }


def number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("no seconds since 1970: {!r}".format(value))
    return value


def name(value):
    if not isinstance(value, str) or not value:
        raise ValueError("no name: {!r}".format(value))
    return value
