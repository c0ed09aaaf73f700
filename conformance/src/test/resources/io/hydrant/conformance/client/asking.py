"""What the programs of this folder share: clients, and a query from its start to its rows."""

import os
import time

import boto3

ENDPOINT = os.environ['ENDPOINT']
ENDED = ('SUCCEEDED', 'FAILED', 'CANCELLED')
RESULTS = 's3://py-results/q/'
LIMIT_SECONDS = 120


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT)


athena = client('athena')
glue = client('glue')
s3 = client('s3')


def bucket(name):
    """A bucket that another program may have made already."""
    try:
        s3.create_bucket(Bucket=name)
    except s3.exceptions.BucketAlreadyOwnedByYou:
        pass


def wait(subject, look):
    """The first true answer of `look`."""
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        answer = look()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError('waited too long for ' + subject)


def start(sql, database='default', **more):
    more.setdefault('ResultConfiguration', {'OutputLocation': RESULTS})
    return athena.start_query_execution(
        QueryString=sql, QueryExecutionContext={'Database': database}, **more
    )['QueryExecutionId']


def execution(query):
    return athena.get_query_execution(QueryExecutionId=query)['QueryExecution']


def ended(query):
    def look():
        seen = execution(query)
        return seen if seen['Status']['State'] in ENDED else None

    return wait('the end of query ' + query, look)


def succeed(sql, database='default', **more):
    """The execution of a statement that must succeed."""
    end = ended(start(sql, database, **more))
    assert end['Status']['State'] == 'SUCCEEDED', (sql, end['Status'])
    return end


def fail(sql, database='default', **more):
    """The reason why a statement fails."""
    end = ended(start(sql, database, **more))
    assert end['Status']['State'] == 'FAILED', (sql, end['Status'])
    return end['Status']['StateChangeReason']


def pages(query, size=1000):
    """Rows of all pages as they come, and the columns."""
    found, columns = [], []
    for page in athena.get_paginator('get_query_results').paginate(
        QueryExecutionId=query, PaginationConfig={'PageSize': size}
    ):
        columns = page['ResultSet']['ResultSetMetadata']['ColumnInfo']
        for row in page['ResultSet']['Rows']:
            found.append([datum.get('VarCharValue') for datum in row['Data']])
    return found, columns


def column_types(query):
    """From a page of one row, as libraries find the types of what they read."""
    answer = athena.get_query_results(QueryExecutionId=query, MaxResults=1)
    return {
        c['Name']: '%s(%s,%s)' % (c['Type'], c['Precision'], c.get('Scale', 0))
        if c['Type'] == 'decimal'
        else c['Type']
        for c in answer['ResultSet']['ResultSetMetadata']['ColumnInfo']
    }


def ask(sql, database='default', **more):
    """The rows of a query without its header."""
    found, columns = pages(succeed(sql, database, **more)['QueryExecutionId'])
    assert found[0] == [column['Name'] for column in columns], (found[0], columns)
    return found[1:]


def tell(sql, database='default', **more):
    """The lines of a statement that has no header."""
    found, _ = pages(succeed(sql, database, **more)['QueryExecutionId'])
    return ['\t'.join(value or '' for value in row) for row in found]


def place(address):
    """Bucket and key of an address."""
    scheme, _, rest = address.partition('://')
    assert scheme == 's3', address
    bucket_name, _, key = rest.partition('/')
    return {'Bucket': bucket_name, 'Key': key}


def read(address):
    return s3.get_object(**place(address))['Body'].read()


def keys(bucket_name, prefix=''):
    return [
        item['Key']
        for page in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket_name, Prefix=prefix)
        for item in page.get('Contents', [])
    ]


def refused(error, call, code=None):
    """The message of a request that must be refused with this error of the client."""
    try:
        call()
    except error as e:
        assert code is None or e.response.get('AthenaErrorCode') == code, e.response
        return e.response['Error']['Message']
    raise AssertionError('%s was expected' % error.__name__)
