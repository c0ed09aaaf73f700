"""Puts records to a delivery stream: any number of them, within the limits of a request, and again
when some were not taken.

A request of PutRecordBatch holds at most 500 records and 4 MiB, a record at most 1,000 KiB. Its
answer may be good although entries of it failed: FailedPutCount says how many, ErrorCode which.
"""

import random
import time

from botocore import exceptions

RECORDS_MAX = 500
BATCH_BYTES_MAX = 4 * 1024 * 1024
RECORD_BYTES_MAX = 1000 * 1024

# What a request needs once the wait before it is over.
PUT_MILLIS = 500

# Beside every answer with a status of 500 and above.
PASSING_CODES = {
    "InternalFailure",
    "InternalServerError",
    "LimitExceededException",
    "RequestLimitExceeded",
    "RequestTimeout",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}


class Backoff:
    """Waits before retries: twice seed to the power of the retry's number in milliseconds, of which
    the second half is left to chance, so that functions which failed together do not return
    together. Never longer than the function still has, less the time of a request.
    """

    def __init__(self, seed, retries_max, remaining_millis, sleep=time.sleep, chance=random.random):
        self.seed = seed
        self.retries_max = max(0, retries_max)
        self.remaining_millis = remaining_millis
        self.sleep = sleep
        self.chance = chance

    def wait(self, retry):
        """Returns False when there is no time left for another request."""
        left = self.remaining_millis() - PUT_MILLIS
        if left <= 0:
            return False
        whole = min(2 * self.seed ** retry, left)
        self.sleep(whole * (0.5 + self.chance() / 2) / 1000)
        return True


def put_all(client, stream, records, backoff):
    """Puts records (bytes), and those that were not taken again.

    Returns {place in records: reason} of those that were not taken in the end. What may have been
    taken although no answer came is put again: records may arrive twice, none is lost unnoticed.
    """
    final = {}
    refused = dict.fromkeys(range(len(records)), "")
    for retry in range(backoff.retries_max + 1):
        if retry > 0:
            print("{} of {} records were not taken ({}); retry {} of {}".format(
                len(refused), len(records), next(iter(refused.values())), retry, backoff.retries_max))
            if not backoff.wait(retry):
                print("No time is left to put them again")
                break
        refused = _put_once(client, stream, records, refused, final)
        if not refused:
            break
    final.update(refused)
    return final


def batches(records, places):
    """Cuts places into lists whose records fit a request each."""
    batch, size = [], 0
    for place in places:
        more = len(records[place])
        if batch and (len(batch) == RECORDS_MAX or size + more > BATCH_BYTES_MAX):
            yield batch
            batch, size = [], 0
        batch.append(place)
        size += more
    if batch:
        yield batch


def _put_once(client, stream, records, places, final):
    """Returns {place: reason} of what may be taken another time; adds to final what never will."""
    refused = {}
    for batch in batches(records, places):
        try:
            answer = client.put_record_batch(
                DeliveryStreamName=stream, Records=[{"Data": records[place]} for place in batch])
        except (exceptions.ClientError, exceptions.BotoCoreError) as error:
            target = refused if _passes(error) else final
            target.update(dict.fromkeys(batch, _reason(error)))
            continue
        if answer["FailedPutCount"] == 0:
            continue
        for place, entry in zip(batch, answer["RequestResponses"]):
            if entry.get("ErrorCode"):
                refused[place] = "{}: {}".format(entry["ErrorCode"], entry.get("ErrorMessage", ""))
    return refused


def _passes(error):
    """Whether the same request may succeed later."""
    if isinstance(error, exceptions.ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or error.response["Error"].get("Code") in PASSING_CODES
    return isinstance(error, (exceptions.ConnectionError, exceptions.HTTPClientError))


def _reason(error):
    if isinstance(error, exceptions.ClientError):
        told = error.response["Error"]
        return "{}: {}".format(told.get("Code", "Unknown"), told.get("Message", ""))
    return "{}: {}".format(type(error).__name__, error)
