"""The answer of a function that transforms the records of a delivery stream and tells their
partition keys, within the 6 MiB that an answer may have.

Records whose answers do not fit are dropped from it and put to the delivery stream again, as they
came; one that would fit into no answer has failed, as has one that has no keys.
"""

import base64
import json
import zlib

import firehose_puts

# Of 6,291,556 bytes; the rest is what encloses the records.
ANSWER_BYTES_MAX = 6291556 - 100

# What a record can be that is not as it should.
BAD_RECORD = (ValueError, TypeError, KeyError, OSError, OverflowError, RecursionError, zlib.error)


def fitting(event, work, firehose, backoff):
    """work: makes (data, partition keys) of a record's bytes, or raises one of BAD_RECORD."""
    answers, postponed = [], []
    # Whatever becomes of the others, each record has an answer.
    left = ANSWER_BYTES_MAX - sum(_size_of(_failed(record["recordId"])) for record in event["records"])
    for record in event["records"]:
        original = base64.b64decode(record["data"])
        answer = _answer_for(record["recordId"], original, work)
        if answer["result"] == "Ok":
            size = _size_of(answer)
            if size > left:
                postponed.append((len(answers), original))
                answer = {"recordId": record["recordId"], "result": "Dropped"}
            else:
                left -= size
        answers.append(answer)
    if postponed:
        _put_again(event, firehose, backoff, postponed, answers)
    return {"records": answers}


def _answer_for(record_id, original, work):
    try:
        data, keys = work(original)
    except BAD_RECORD as error:
        print("Record {} has failed: {}: {}".format(record_id, type(error).__name__, error))
        return _failed(record_id)
    answer = {
        "recordId": record_id,
        "result": "Ok",
        "data": base64.b64encode(data).decode("ascii"),
        "metadata": {"partitionKeys": keys},
    }
    if _size_of(answer) + _size_of(_failed(record_id)) > ANSWER_BYTES_MAX:
        print("Record {} has failed: it fits into no answer".format(record_id))
        return _failed(record_id)
    return answer


def _failed(record_id):
    return {"recordId": record_id, "result": "ProcessingFailed"}


def _size_of(answer):
    return len(json.dumps(answer)) + len(", ")


def _put_again(event, firehose, backoff, postponed, answers):
    """What is not taken again has failed: the delivery stream keeps it among its errors."""
    if "sourceKinesisStreamArn" in event:
        refused = dict.fromkeys(range(len(postponed)), "nobody can put to a stream that reads a data stream")
    else:
        stream = event["deliveryStreamArn"].split("/")[-1]
        refused = firehose_puts.put_all(firehose, stream, [original for _, original in postponed], backoff)
    print("{} records did not fit into the answer; {} were put again".format(
        len(postponed), len(postponed) - len(refused)))
    for place, reason in refused.items():
        answer = answers[postponed[place][0]]
        answer["result"] = "ProcessingFailed"
        print("Record {} has failed: {}".format(answer["recordId"], reason))
