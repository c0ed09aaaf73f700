"""Gives each record another partition key at each invocation. Drops and fails some records, also
others each time; raises, or ends its process, now and then. Notes what it drops."""

import base64
import os
import random

PARTITIONS = 300


def lambda_handler(event, context):
    chance = random.random()
    if chance < 0.06:
        raise RuntimeError("as it happens")
    if chance < 0.08:
        os._exit(3)
    dropped = []
    answers = [answer(record, dropped) for record in event["records"]]
    if dropped:
        journal = os.open(os.environ["DROPPED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.write(journal, "".join(one + "\n" for one in dropped).encode())
        os.close(journal)
    return {"records": answers}


def answer(record, dropped):
    text = base64.b64decode(record["data"]).decode()
    chance = random.random()
    if chance < 0.03:
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    if chance < 0.06:
        dropped.append(text.split('"')[3])
        return {"recordId": record["recordId"], "result": "Dropped"}
    key = "k%d" % random.randrange(PARTITIONS)
    line = '{"k":"%s",%s\n' % (key, text[1:])
    return {
        "recordId": record["recordId"],
        "result": "Ok",
        "data": base64.b64encode(line.encode()).decode(),
        "metadata": {"partitionKeys": {"k": key}},
    }
