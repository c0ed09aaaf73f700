"""Gives each record another partition key at each invocation. Drops and fails some records, others
each time; raises, or ends its process, now and then. Tells the harness what it drops."""

import base64
import json
import os
import random
import urllib.request

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
        tell(dropped)
    return {"records": answers}


def tell(dropped):
    request = urllib.request.Request(os.environ["LISTENER"] + "dropped", json.dumps(dropped).encode())
    with urllib.request.urlopen(request, timeout=10) as answered:
        answered.read()


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
