"""Tells the harness which records it begins with and which it is done with. Takes a while, and fails
now and then."""

import json
import os
import random
import time
import urllib.request


def lambda_handler(event, context):
    records = event["Records"]
    batch = {
        "function": context.function_name,
        "shards": sorted({record["eventID"].split(":")[0] for record in records}),
        "numbers": [record["kinesis"]["sequenceNumber"] for record in records],
    }
    tell("begun", batch)
    time.sleep(random.random() * 0.05)
    if random.random() < 0.02:
        raise RuntimeError("as it happens")
    tell("done", batch)


def tell(what, batch):
    request = urllib.request.Request(os.environ["LISTENER"] + what, json.dumps(batch).encode())
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()
