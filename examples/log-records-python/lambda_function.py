"""Consumer of a data stream: writes every record to its log, decoded."""

import base64


def lambda_handler(event, context):
    for record in event["Records"]:
        payload = base64.b64decode(record["kinesis"]["data"]).decode("utf-8", "backslashreplace")
        print("Decoded payload: " + payload.rstrip("\n"))
    return "Processed {} records.".format(len(event["Records"]))
