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

import base64
import datetime
import json
import os
import zlib

import boto3
from botocore.config import Config

import firehose_puts

# Of 6,291,556 bytes; the rest is what encloses the records.
ANSWER_BYTES_MAX = 6291556 - 100

# Base64 makes four characters of three bytes; the rest is for a record's id and keys.
DATA_BYTES_MAX = ANSWER_BYTES_MAX // 4 * 3 - 4096

MEMBERS_MAX = 100

client = boto3.client("firehose", config=Config(
    connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1}))


def lambda_handler(event, context):
    return transform(event, client, firehose_puts.Backoff(
        int(os.environ.get("exponential_backoff_seed", "10")),
        int(os.environ.get("number_of_retries", "3")),
        context.get_remaining_time_in_millis))


def transform(event, firehose, backoff):
    answers, postponed = [], []
    # Whatever becomes of the others, each record has an answer.
    left = ANSWER_BYTES_MAX - sum(size_of(failed(record["recordId"])) for record in event["records"])
    for record in event["records"]:
        packed = base64.b64decode(record["data"])
        answer = answer_for(record["recordId"], packed)
        if answer["result"] == "Ok":
            size = size_of(answer)
            if size > left:
                postponed.append((len(answers), packed))
                answer = {"recordId": record["recordId"], "result": "Dropped"}
            else:
                left -= size
        answers.append(answer)
    if postponed:
        put_again(event, firehose, backoff, postponed, answers)
    return {"records": answers}


def answer_for(record_id, packed):
    try:
        data = unpack(packed)
        keys = partition_keys(json.loads(data))
    except (ValueError, TypeError, KeyError, OSError, OverflowError, RecursionError, zlib.error) as error:
        print("Record {} has failed: {}: {}".format(record_id, type(error).__name__, error))
        return failed(record_id)
    answer = {
        "recordId": record_id,
        "result": "Ok",
        "data": base64.b64encode(data.rstrip(b"\n") + b"\n").decode("ascii"),
        "metadata": {"partitionKeys": keys},
    }
    if size_of(answer) + size_of(failed(record_id)) > ANSWER_BYTES_MAX:
        print("Record {} has failed: it fits into no answer".format(record_id))
        return failed(record_id)
    return answer


def failed(record_id):
    return {"recordId": record_id, "result": "ProcessingFailed"}


def size_of(answer):
    return len(json.dumps(answer)) + len(", ")


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


def put_again(event, firehose, backoff, postponed, answers):
    """What is not taken again has failed: the delivery stream keeps it among its errors."""
    if "sourceKinesisStreamArn" in event:
        refused = dict.fromkeys(range(len(postponed)), "nobody can put to a stream that reads a data stream")
    else:
        stream = event["deliveryStreamArn"].split("/")[-1]
        refused = firehose_puts.put_all(firehose, stream, [packed for _, packed in postponed], backoff)
    print("{} records did not fit into the answer; {} were put again".format(
        len(postponed), len(postponed) - len(refused)))
    for place, reason in refused.items():
        answer = answers[postponed[place][0]]
        answer["result"] = "ProcessingFailed"
        print("Record {} has failed: {}".format(answer["recordId"], reason))
