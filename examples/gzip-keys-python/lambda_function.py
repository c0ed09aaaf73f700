"""Transform of a delivery stream with dynamic partitioning: unpacks gzip records and tells the
partition keys of each.

A record is a JSON object in gzip:

    {"database": "sales", "table": "orders", "event_time": "2026-01-31T23:05:00Z", ...}

It is delivered as a line of JSON below !{partitionKeyFromLambda:database}/...table/...year/...month/
...day/...hour (UTC).

The answer of a function holds at most 6 MiB, and records grow when they are unpacked. Those that do
not fit into this answer are dropped from it and put to the delivery stream again, as they came; one
that would fit into no answer has failed.

Environment:
  exponential_backoff_seed   retry n waits up to 2 * seed ** n milliseconds (10)
  number_of_retries          how often records that were not taken again are put (3)
"""

import datetime
import json
import os
import zlib

import boto3
from botocore.config import Config

import firehose_answers
import firehose_puts

# Base64 makes four characters of three bytes; the rest is for a record's id and keys.
DATA_BYTES_MAX = firehose_answers.ANSWER_BYTES_MAX // 4 * 3 - 4096

MEMBERS_MAX = 100

client = boto3.client("firehose", config=Config(
    connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1}))


def lambda_handler(event, context):
    return transform(event, client, firehose_puts.Backoff(
        int(os.environ.get("exponential_backoff_seed", "10")),
        int(os.environ.get("number_of_retries", "3")),
        context.get_remaining_time_in_millis))


def transform(event, firehose, backoff):
    return firehose_answers.fitting(event, answer_for, firehose, backoff)


def answer_for(packed):
    data = unpack(packed)
    keys = partition_keys(json.loads(data))
    return data.rstrip(b"\n") + b"\n", keys


def unpack(packed):
    """All members of a gzip file; never more than fits into an answer is unpacked of it."""
    parts, size, rest = [], 0, packed
    while rest or not parts:
        member = zlib.decompressobj(wbits=31)
        part = member.decompress(rest, DATA_BYTES_MAX - size + 1)
        size += len(part)
        if size > DATA_BYTES_MAX:
            raise ValueError("more than {} bytes when unpacked".format(DATA_BYTES_MAX))
        if not member.eof:
            raise ValueError("a gzip file that is cut off")
        if len(parts) == MEMBERS_MAX:
            raise ValueError("a gzip file of more than {} members".format(MEMBERS_MAX))
        parts.append(part)
        rest = member.unused_data
    return b"".join(parts)


def partition_keys(document):
    time = document["event_time"]
    if isinstance(time, str):
        when = datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))
        if when.tzinfo is None:
            when = when.replace(tzinfo=datetime.timezone.utc)
        when = when.astimezone(datetime.timezone.utc)
    else:
        when = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
    return {
        "database": name(document, "database"),
        "table": name(document, "table"),
        "year": when.strftime("%Y"),
        "month": when.strftime("%m"),
        "day": when.strftime("%d"),
        "hour": when.strftime("%H"),
    }


def name(document, field):
    value = document[field]
    if not isinstance(value, str) or not value:
        raise ValueError("{} is no name: {!r}".format(field, value))
    return value
