"""Prints requests as botocore would send them, one JSON object a line: what a server sees of each.

Nothing is sent: the last hook before sending takes the request and answers in the server's place.
"""

import base64
import io
import json
import sys
from urllib.parse import urlsplit

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config

HTTP = "http://127.0.0.1:4566"
HTTPS = "https://127.0.0.1:4566"


class Raw(io.BytesIO):
    def stream(self, *_args, **_kwargs):
        yield self.read()


def show(name, method, url, headers, body):
    parts = urlsplit(url)
    fields = [[k, v.decode() if isinstance(v, bytes) else str(v)] for k, v in headers.items()]
    if "host" not in (k.lower() for k, _ in fields):
        fields.append(["Host", parts.netloc])
    print(json.dumps({
        "name": name, "method": method, "path": parts.path or "/", "query": parts.query,
        "headers": fields, "body": base64.b64encode(body).decode()}))


def client(service, endpoint, token=None, **config):
    session = botocore.session.Session()
    return session.create_client(
        service, region_name=config.pop("region", "eu-west-1"), endpoint_url=endpoint,
        aws_access_key_id="ASIAEXAMPLE" if token else "AKIDEXAMPLE",
        aws_secret_access_key="guestSecret" if token else "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        aws_session_token=token, config=Config(retries={"max_attempts": 0}, **config))


def capture(name, made, operation, **params):
    def answer(request, **_kwargs):
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        if hasattr(body, "read"):
            body = body.read()
        show(name, request.method, request.url, request.headers, bytes(body))
        return AWSResponse(request.url, 200, {}, Raw(b"{}"))

    made.meta.events.register_first("before-send", answer)
    try:
        getattr(made, operation)(**params)
    except Exception as e:  # the answer above suits no operation
        print(name, repr(e), file=sys.stderr)
    finally:
        made.meta.events.unregister("before-send", answer)


def presign(name, made, operation, **params):
    url = made.generate_presigned_url(operation, Params=params, ExpiresIn=600)
    method = "PUT" if operation.startswith("put") else "GET"
    show(name, method, url, {}, b"")


capture("firehose put", client("firehose", HTTP), "put_record_batch",
        DeliveryStreamName="s", Records=[{"Data": b"a\n" * 1000}])
capture("firehose session", client("firehose", HTTP, "token/with+signs=="), "list_delivery_streams")
capture("sts", client("sts", HTTP), "get_caller_identity")
for scheme, endpoint in (("http", HTTP), ("https", HTTPS)):
    s3 = client("s3", endpoint)
    capture(scheme + " s3 put", s3, "put_object", Bucket="b", Key="a b/\u00e4(1)+~'*!.txt",
            Body=b"hello" * 1000, Metadata={"note": "  two   words "})
    capture(scheme + " s3 put stream", s3, "put_object", Bucket="b", Key="k",
            Body=io.BytesIO(b"x" * 100_000), ContentEncoding="gzip")
    capture(scheme + " s3 list", s3, "list_objects_v2", Bucket="b", Prefix="a/b c+d", Delimiter="/")
    capture(scheme + " s3 odd key", s3, "get_object", Bucket="b", Key="a//b/./../c%2Fd")
    capture(scheme + " s3 uploads", s3, "create_multipart_upload", Bucket="b", Key="k")
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        capture(scheme + " s3 " + algorithm, s3, "put_object", Bucket="b", Key="k",
                Body=b"hello", ChecksumAlgorithm=algorithm)
for region in ("us-east-1", "eu-central-1"):
    for version in ("s3", "s3v4"):
        for token in (None, "token/with+signs=="):
            made = client("s3", HTTP, token, region=region, signature_version=version)
            tag = " ".join(("presign", region, version, "session" if token else "owner"))
            presign(tag + " get", made, "get_object", Bucket="b", Key="a b/\u00e4+c")
            presign(tag + " typed", made, "get_object", Bucket="b", Key="k",
                    ResponseContentType="text/plain; charset=utf-8", VersionId="3")
            presign(tag + " put", made, "put_object", Bucket="b", Key="k")
presign("virtual host v2", client("s3", None, region="us-east-1", signature_version="s3"),
        "get_object", Bucket="bucket", Key="k")
