"""Runs a function's handler: takes invocations from the Runtime API, one after the other.

Arguments: folders to search for modules after the function's own code, in their order.
A line that holds NUL characters is one log event of several lines.
"""

import glob
import http.client
import importlib
import importlib.util
import json
import logging
import os
import sys
import time
import traceback
from decimal import Decimal

BASE = "/2018-06-01/runtime"
HERE = os.path.abspath(__file__)
JSON_LOG = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


class Fault(Exception):
    """Why the handler cannot run, as the service names it."""

    def __init__(self, kind, message, frames=()):
        super().__init__(message)
        self.kind = kind
        self.frames = list(frames)


class RuntimeApi:
    """The one connection to the server. Its end is the end of this process."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address)

    def next(self):
        return self.call("GET", BASE + "/invocation/next", None, {})

    def respond(self, request_id, body):
        path = BASE + "/invocation/" + request_id + "/response"
        self.call("POST", path, body, {"Content-Type": "application/json"})

    def fail(self, path, error):
        headers = {
            "Content-Type": "application/vnd.aws.lambda.error+json",
            "Lambda-Runtime-Function-Error-Type": error["errorType"].encode("ascii", "replace").decode(),
        }
        self.call("POST", BASE + path, json.dumps(error).encode(), headers)

    def call(self, method, path, body, headers):
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            os._exit(1)
        if answer.status >= 300 and answer.status != 413:
            sys.stderr.write("Runtime API refused %s: %s\n" % (path, content.decode("utf-8", "replace")))
            sys.exit(1)
        return answer.headers, content


class Fields:
    """Values as attributes, as the client context of the service has them."""

    def __init__(self, names, values):
        for name in names:
            setattr(self, name, values.get(name))


class ClientContext:
    CLIENT = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")

    def __init__(self, given):
        self.custom = given.get("custom")
        self.env = given.get("env")
        self.client = Fields(self.CLIENT, given["client"]) if given.get("client") else None


class LambdaContext:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        given = headers.get("Lambda-Runtime-Client-Context")
        # http.client takes headers for ISO 8859-1, the server writes UTF-8
        self.client_context = ClientContext(json.loads(given.encode("latin-1"))) if given else None
        self.identity = Fields(("cognito_identity_id", "cognito_identity_pool_id"), {})
        self._epoch_deadline_time_in_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(self._epoch_deadline_time_in_ms - int(time.time() * 1000), 0)

    def log(self, message):
        write_event(str(message))

    def __repr__(self):
        return "LambdaContext(%r)" % (self.__dict__,)


def write_event(text):
    sys.stdout.write(text.rstrip("\n").replace("\n", "\0") + "\n")


class EventHandler(logging.Handler):
    """What logging writes is one event, in the service's format."""

    request_id = ""

    def __init__(self):
        super().__init__()
        form = JsonFormatter() if JSON_LOG else logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s",
            "%Y-%m-%dT%H:%M:%S",
        )
        form.converter = time.gmtime
        self.setFormatter(form)

    def emit(self, record):
        try:
            record.aws_request_id = self.request_id
            write_event(self.format(record))
        except Exception:
            self.handleError(record)


class JsonFormatter(logging.Formatter):
    """Records as objects, for functions with the log format JSON."""

    KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "aws_request_id"}

    def format(self, record):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        level = min(50, max(0, record.levelno)) // 10 * 10
        entry = {
            "timestamp": "%s.%03dZ" % (stamp, record.msecs),
            "level": logging.getLevelName(level),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0]:
            kind, error, trace = record.exc_info
            entry["stackTrace"] = traceback.format_tb(trace)
            entry["errorType"] = kind.__name__
            entry["errorMessage"] = str(error)
            entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        entry["requestId"] = record.aws_request_id
        for name, value in vars(record).items():
            if name not in self.KNOWN:
                entry.setdefault(name, value)
        return json.dumps({name: value for name, value in entry.items() if value is not None},
                          ensure_ascii=False, default=str)


class OldBotocore:
    """Gives clients of a botocore that does not read AWS_ENDPOINT_URL their endpoint."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.session":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def exec_module(module):
                run(module)
                self.route(module.Session)

            spec.loader.exec_module = exec_module
        return spec

    @staticmethod
    def route(session):
        import botocore

        version = tuple(int(part) for part in botocore.__version__.split(".")[:2])
        if version >= (1, 31):
            return
        create = session.create_client

        def create_client(self, service_name, region_name=None, api_version=None, use_ssl=True,
                          verify=None, endpoint_url=None, *args, **named):
            own = "AWS_ENDPOINT_URL_" + service_name.upper().replace("-", "_").replace(" ", "_")
            url = endpoint_url or os.environ.get(own) or os.environ.get("AWS_ENDPOINT_URL")
            return create(self, service_name, region_name, api_version, use_ssl, verify, url, *args, **named)

        session.create_client = create_client


def own_frames(trace):
    """The frames of the function's code: without ours, and without the machinery of imports."""
    frames = [frame for frame in traceback.extract_tb(trace) if os.path.abspath(frame.filename) != HERE]
    while frames and frames[0].filename.startswith("<frozen importlib"):
        frames.pop(0)
    if frames and frames[0].filename.endswith(os.path.join("importlib", "__init__.py")):
        frames.pop(0)
    return [frame for frame in frames if not frame.filename.startswith("<frozen importlib")]


def describe(error, request_id):
    if isinstance(error, Fault):
        kind, frames = error.kind, error.frames
    else:
        kind, frames = type(error).__name__, traceback.format_list(own_frames(error.__traceback__))
    return {
        "errorMessage": str(error),
        "errorType": kind,
        "requestId": request_id,
        "stackTrace": frames,
    }


def log_failure(error, described):
    if JSON_LOG:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        entry = {"timestamp": stamp, "level": "ERROR"}
        entry.update(described)
        write_event(json.dumps(entry, ensure_ascii=False, default=str))
    else:
        log_failure_text(described)
    hint_at_missing(error)


def log_failure_text(described):
    text = "[ERROR] " + described["errorType"]
    if described["errorMessage"]:
        text += ": " + described["errorMessage"]
    write_event(text + "\nTraceback (most recent call last):\n" + "".join(described["stackTrace"]))


def hint_at_missing(error):
    cause = error
    while cause is not None:
        missing = (getattr(cause, "name", None) or "").split(".")[0] if isinstance(cause, ImportError) else ""
        if missing in ("boto3", "botocore"):
            write_event("[HINT] %s is not installed for %s, which runs this function; install it with: "
                        "%s -m pip install boto3" % (missing, sys.executable, sys.executable))
            break
        cause = cause.__cause__ or cause.__context__


def load_handler(handler):
    try:
        module_name, function_name = handler.rsplit(".", 1)
    except ValueError as e:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (handler, e))
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, e)) from e
    except SyntaxError as e:
        frames = ['  File "%s" Line %s\n    %s' % (e.filename, e.lineno, (e.text or "").strip())]
        message = "Syntax error in module '%s': %s" % (module_name, e)
        raise Fault("Runtime.UserCodeSyntaxError", message, frames) from e
    try:
        return getattr(module, function_name)
    except AttributeError as e:
        message = "Handler '%s' missing on module '%s'" % (function_name, module_name)
        raise Fault("Runtime.HandlerNotFound", message) from e


def encode_unusual(value):
    """What an answer may hold although JSON does not know it."""
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8")
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def with_text_keys(value):
    if isinstance(value, dict):
        return {(key.decode("utf-8") if isinstance(key, bytes) else key): with_text_keys(member)
                for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_text_keys(member) for member in value]
    return value


def marshal(result):
    try:
        try:
            text = json.dumps(result, default=encode_unusual, ensure_ascii=False)
        except TypeError as e:
            if "keys must be" not in str(e):
                raise
            text = json.dumps(with_text_keys(result), default=encode_unusual, ensure_ascii=False)
        return text.encode("utf-8", "surrogatepass")
    except (TypeError, ValueError, RecursionError) as e:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % e) from e


def unmarshal(body):
    try:
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except ValueError as e:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % e) from e


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass


def serve(api, log, handler, start_failure):
    while True:
        headers, body = api.next()
        context_id = headers["Lambda-Runtime-Aws-Request-Id"]
        log.request_id = context_id
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        try:
            if start_failure is not None:
                raise start_failure
            answer = marshal(handler(unmarshal(body), LambdaContext(headers)))
        except Exception as e:
            described = describe(e, context_id)
            log_failure(e, described)
            flush()
            api.fail("/invocation/" + context_id + "/error", described)
            if start_failure is not None:
                sys.exit(1)
            continue
        flush()
        api.respond(context_id, answer)


def search_path(folders):
    """Folders of layers, each after its site-packages, whatever version of Python those are for."""
    found = []
    for folder in folders:
        found += sorted(glob.glob(os.path.join(glob.escape(folder), "lib", "python3.*", "site-packages")))
        found.append(folder)
    return found


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    sys.path[0:1] = [os.getcwd()] + search_path(sys.argv[1:])
    sys.argv = [HERE]
    sys.meta_path.insert(0, OldBotocore())
    log = EventHandler()
    logging.getLogger().addHandler(log)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").replace("TRACE", "DEBUG")
    if level in ("DEBUG", "INFO", "WARN", "ERROR", "FATAL"):
        logging.getLogger().setLevel(level)
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    handler, start_failure = None, None
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as e:
        # told with the first invocation, so that the description holds its id
        start_failure = e
    serve(api, log, handler, start_failure)


if __name__ == "__main__":
    main()
