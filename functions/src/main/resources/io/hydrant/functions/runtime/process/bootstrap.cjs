// Runs a function's handler: takes invocations from the Runtime API, one after the other.
// A line that holds NUL characters is one log event of several lines.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const Module = require('node:module');
const path = require('node:path');
const url = require('node:url');
const util = require('node:util');

const BASE = '/2018-06-01/runtime';
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({keepAlive: true, maxSockets: 1});

/** Why the handler cannot run, as the service names it. */
class Fault extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

// --- the Runtime API ---------------------------------------------------------------------------

/** One call. The end of the connection is the end of this process. */
function call(method, callPath, body, headers) {
  return new Promise((resolve) => {
    const all = body === undefined ? headers : {...headers, 'Content-Length': body.length};
    const request = http.request({host, port, method, path: BASE + callPath, headers: all, agent}, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', () => process.exit(1));
      answer.on('end', () => {
        const content = Buffer.concat(chunks);
        if (answer.statusCode >= 300 && answer.statusCode !== 413) {
          process.stderr.write(`Runtime API refused ${callPath}: ${content}\n`);
          process.exit(1);
        }
        resolve({headers: answer.headers, content});
      });
    });
    request.setNoDelay(true);
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

function reportFailure(callPath, error) {
  const described = describe(error);
  return call('POST', callPath, Buffer.from(JSON.stringify(described)), {
    'Content-Type': 'application/vnd.aws.lambda.error+json',
    'Lambda-Runtime-Function-Error-Type': String(described.errorType).replace(/[^\x20-\x7e]/g, '?'),
  });
}

function isError(value) {
  return value instanceof Error || util.types.isNativeError(value);
}

function describe(error) {
  if (isError(error)) {
    return {errorType: error.name, errorMessage: error.message, trace: (error.stack || '').split('\n')};
  }
  return {errorType: typeof error, errorMessage: String(error), trace: []};
}

// --- the log -----------------------------------------------------------------------------------

let requestId;
const jsonLog = (process.env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON';
const PRIORITIES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const leastPriority = PRIORITIES.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase());

function writeEvent(level, text) {
  const id = requestId === undefined ? 'undefined' : requestId;
  const event = `${new Date().toISOString()}\t${id}\t${level}\t${text}`;
  process.stdout.write(event.replace(/\n/g, '\0') + '\n');
}

function errorFields(error) {
  return {
    errorType: error instanceof Fault ? error.name : (error.constructor && error.constructor.name) || 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}

/** One value is the message as it is, several are formatted; an error among them is described. */
function jsonEvent(level, values) {
  const entry = {timestamp: new Date().toISOString(), level, requestId};
  if (values.length === 1) {
    try {
      return JSON.stringify({...entry, message: values[0]}, (_, value) =>
        value instanceof Error ? {...errorFields(value), ...value} : value);
    } catch {
      return JSON.stringify({...entry, message: util.format(values[0])});
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({...entry, message: util.format(...values), ...(error && errorFields(error))});
}

function patchConsole() {
  const levels = {log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE', fatal: 'FATAL'};
  for (const [name, level] of Object.entries(levels)) {
    const kept = PRIORITIES.indexOf(level) >= leastPriority;
    if (!kept) {
      console[name] = () => {};
    } else if (jsonLog) {
      console[name] = (...values) => process.stdout.write(jsonEvent(level, values) + '\n');
    } else {
      console[name] = (...values) => writeEvent(level, util.format(...values));
    }
  }
}

function logFailure(title, error) {
  const fields = {errorType: describe(error).errorType, errorMessage: describe(error).errorMessage};
  if (jsonLog) {
    console.error(isError(error) ? error : {...fields, stackTrace: []});
    hintAtMissing(fields.errorMessage);
    return;
  }
  if (isError(error)) {
    Object.assign(fields, error, {stack: describe(error).trace});
  }
  let text;
  try {
    text = JSON.stringify(fields);
  } catch {
    text = util.inspect(error);
  }
  writeEvent('ERROR', `${title} \t${text}`);
  hintAtMissing(fields.errorMessage);
}

function hintAtMissing(message) {
  const missing = /Cannot find (?:module|package) '((?:@aws-sdk\/|aws-sdk)[^']*)'/.exec(message || '');
  if (missing) {
    console.warn(`${missing[1]} is not installed here: put it into the function's package (npm install ${missing[1]})`);
  }
}

// --- the handler -------------------------------------------------------------------------------

function isModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (!file.endsWith('.js')) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).type === 'module';
    } catch (e) {
      if (e.code !== 'ENOENT') return false;
    }
    if (folder === path.dirname(folder)) return false;
  }
}

async function loadModule(name) {
  const root = path.resolve(process.cwd(), name);
  const file = ['.js', '.mjs', '.cjs'].map((end) => root + end).find((candidate) => fs.existsSync(candidate));
  try {
    if (file !== undefined && isModule(file)) {
      return await import(url.pathToFileURL(file).href);
    }
    return Module.createRequire(path.join(process.cwd(), 'index.js'))(file === undefined ? root : file);
  } catch (e) {
    if (e instanceof SyntaxError) {
      throw new Fault('Runtime.UserCodeSyntaxError', String(e));
    }
    if (e && (e.code === 'MODULE_NOT_FOUND' || e.code === 'ERR_MODULE_NOT_FOUND')) {
      const message = file === undefined && e.message.includes(root) ? `Error: Cannot find module '${name}'` : String(e);
      throw new Fault('Runtime.ImportModuleError', message);
    }
    throw e;
  }
}

async function loadHandler(handler) {
  const base = path.basename(handler);
  const dot = base.indexOf('.');
  if (dot < 1 || dot === base.length - 1 || handler.includes('..')) {
    throw new Fault('Runtime.MalformedHandlerName', `Bad handler '${handler}': it must be like file.export`);
  }
  const loaded = await loadModule(path.join(path.dirname(handler), base.slice(0, dot)));
  const names = base.slice(dot + 1).split('.');
  const found = [loaded, loaded.default]
    .map((root) => names.reduce((value, name) => (value == null ? undefined : value[name]), root))
    .find((value) => value !== undefined);
  if (found === undefined) {
    throw new Fault('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (typeof found !== 'function') {
    throw new Fault('Runtime.HandlerNotFound', `${handler} is not a function`);
  }
  return found;
}

/** Clients of AWS SDK for JavaScript v2, which does not read AWS_ENDPOINT_URL, get their endpoint. */
function routeSdkV2() {
  for (const [file, cached] of Object.entries(require.cache)) {
    const config = file.endsWith(path.join('aws-sdk', 'lib', 'core.js')) && cached.exports.config;
    if (config && !config.endpoint) {
      config.update({endpoint: process.env.AWS_ENDPOINT_URL, s3ForcePathStyle: true});
    }
  }
}

/** What resolves endpoints in AWS SDK for JavaScript v3, and since which version it reads the variable. */
const RESOLVERS = {
  '@smithy/middleware-endpoint': {name: 'resolveEndpointConfig', since: [2, 2]},
  '@aws-sdk/middleware-endpoint': {name: 'resolveEndpointConfig', since: [Infinity, 0]},
  '@aws-sdk/config-resolver': {name: 'resolveEndpointsConfig', since: [Infinity, 0]},
};

function readsVariable(file, request, since) {
  const root = file.slice(0, file.lastIndexOf(path.join('node_modules', request)));
  const about = path.join(root, 'node_modules', request, 'package.json');
  const [major, minor] = JSON.parse(fs.readFileSync(about, 'utf8')).version.split('.').map(Number);
  return major > since[0] || (major === since[0] && minor >= since[1]);
}

/** The module with another resolver, if it is one of a version that does not read the variable. */
function routeSdkV3(loaded, request, parent) {
  const {name, since} = RESOLVERS[request];
  const resolve = loaded[name];
  if (!resolve || readsVariable(Module._resolveFilename(request, parent), request, since)) {
    return loaded;
  }
  const routed = (input, ...rest) =>
    resolve(input.endpoint ? input : Object.assign(input, {endpoint: process.env.AWS_ENDPOINT_URL}), ...rest);
  return {...loaded, [name]: routed};
}

/** SDKs that do not read AWS_ENDPOINT_URL get their endpoint. */
function routeOldSdks() {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const loaded = load.call(this, request, parent, ...rest);
    if (/(^|\/)aws-sdk($|\/)/.test(request)) {
      routeSdkV2();
    } else if (Object.hasOwn(RESOLVERS, request) && process.env.AWS_ENDPOINT_URL) {
      try {
        return routeSdkV3(loaded, request, parent);
      } catch (e) {
        console.warn(`${request} is left as it is: ${e.message}`);
      }
    }
    return loaded;
  };
}

// --- one invocation ----------------------------------------------------------------------------

/** What the process does when nothing is left to do: the answer of a handler that uses callbacks. */
let whenIdle = () => {};
process.on('beforeExit', () => {
  const act = whenIdle;
  whenIdle = () => {};
  act();
});

function contextOf(headers, done) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const given = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    clientContext: given ? JSON.parse(Buffer.from(given, 'latin1').toString('utf8')) : undefined,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    done,
    succeed: (result) => done(null, result),
    fail: (error) => done(error === undefined || error === null ? 'handled' : error),
  };
}

/** Settles with the handler's answer: of its promise, its callback, or nothing when all is done. */
function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => {
      if (error !== undefined && error !== null) {
        reject(error);
      } else if (context.callbackWaitsForEmptyEventLoop) {
        whenIdle = () => resolve(result);
      } else {
        setImmediate(() => resolve(result));
      }
    };
    const context = contextOf(headers, (error, result) => {
      context.callbackWaitsForEmptyEventLoop = false;
      callback(error, result);
    });
    whenIdle = () => resolve(null);
    const returned = handler(event, context, callback);
    if (returned && typeof returned.then === 'function') {
      returned.then(resolve, reject);
    }
  }).finally(() => {
    whenIdle = () => {};
  });
}

function marshal(result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch (e) {
    throw new Fault('Runtime.MarshalError', `Unable to stringify response body: ${e.message}`);
  }
  return Buffer.from(text === undefined ? 'null' : text);
}

function unmarshal(content) {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (e) {
    throw new Fault('Runtime.UnmarshalError', `Unable to parse the event: ${e.message}`);
  }
}

/** The process cannot be trusted after what nobody caught: it tells and ends. */
function endOn(title, status, wrap) {
  return (error) => {
    const told = wrap(error);
    logFailure(title, told);
    const callPath = requestId === undefined ? '/init/error' : `/invocation/${requestId}/error`;
    reportFailure(callPath, told).finally(() => process.exit(status));
  };
}

function unhandledRejection(reason) {
  const fault = new Fault('Runtime.UnhandledPromiseRejection', String(reason));
  if (isError(reason)) {
    fault.stack = `Runtime.UnhandledPromiseRejection: ${reason.stack}`;
  }
  return fault;
}

async function serve(handler) {
  for (;;) {
    const {headers, content} = await call('GET', '/invocation/next', undefined, {});
    requestId = headers['lambda-runtime-aws-request-id'];
    process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    let answer;
    try {
      answer = marshal(await run(handler, unmarshal(content), headers));
    } catch (error) {
      logFailure('Invoke Error', error);
      await reportFailure(`/invocation/${requestId}/error`, error);
      continue;
    }
    await call('POST', `/invocation/${requestId}/response`, answer, {'Content-Type': 'application/json'});
  }
}

async function main() {
  patchConsole();
  routeOldSdks();
  globalThis.awslambda = {
    streamifyResponse() {
      throw new Fault('Runtime.Unsupported', 'Streamed responses are not supported by this server');
    },
  };
  process.on('uncaughtException', endOn('Uncaught Exception', 129, (error) => error));
  process.on('unhandledRejection', endOn('Unhandled Promise Rejection', 128, unhandledRejection));
  let handler;
  try {
    handler = await loadHandler(process.env._HANDLER);
  } catch (error) {
    logFailure('Uncaught Exception', error);
    await reportFailure('/init/error', error);
    process.exit(1);
  }
  await serve(handler);
}

main();
