"""What data engineers do with the Athena client of boto3: queries and their results."""

import datetime
import uuid

from asking import (
    RESULTS,
    ask,
    athena,
    bucket,
    ended,
    execution,
    fail,
    pages,
    read,
    refused,
    s3,
    start,
    succeed,
    tell,
    wait,
)

DB = 'py_client'
WRONG = athena.exceptions.InvalidRequestException


def one_query_from_start_to_end():
    query = start('SELECT 1 AS one, NULL AS nothing, \'\' AS empty', DB)
    end = ended(query)
    assert end['QueryExecutionId'] == query
    assert end['Query'].startswith('SELECT 1'), end
    assert end['StatementType'] == 'DML' and end['SubstatementType'] == 'SELECT', end
    assert end['ResultConfiguration']['OutputLocation'] == RESULTS + query + '.csv', end
    assert end['QueryExecutionContext'] == {'Database': DB}, end
    assert end['WorkGroup'] == 'primary'
    assert end['EngineVersion'] == {
        'SelectedEngineVersion': 'AUTO',
        'EffectiveEngineVersion': 'Athena engine version 3',
    }, end
    status = end['Status']
    assert isinstance(status['SubmissionDateTime'], datetime.datetime)
    assert status['SubmissionDateTime'] <= status['CompletionDateTime']
    assert 'AthenaError' not in status and 'StateChangeReason' not in status, status
    statistics = end['Statistics']
    for name in (
        'EngineExecutionTimeInMillis',
        'DataScannedInBytes',
        'TotalExecutionTimeInMillis',
        'QueryQueueTimeInMillis',
        'ServiceProcessingTimeInMillis',
    ):
        assert statistics[name] >= 0, statistics
    assert statistics['ResultReuseInformation'] == {'ReusedPreviousResult': False}
    assert 'DataManifestLocation' not in statistics
    page = athena.get_query_results(QueryExecutionId=query)
    assert page['ResultSet']['Rows'] == [
        {'Data': [{'VarCharValue': 'one'}, {'VarCharValue': 'nothing'}, {'VarCharValue': 'empty'}]},
        {'Data': [{'VarCharValue': '1'}, {}, {'VarCharValue': ''}]},
    ], page['ResultSet']['Rows']
    assert 'NextToken' not in page
    assert read(end['ResultConfiguration']['OutputLocation']) == (
        b'"one","nothing","empty"\n"1",,""\n'
    )
    assert read(RESULTS + query + '.csv.metadata')
    athena.stop_query_execution(QueryExecutionId=query)
    assert execution(query)['Status'] == status, 'a finished query was changed by a stop'


def types_of_columns():
    sql = """
        SELECT true AS b, CAST(1 AS tinyint) AS ti, CAST(2 AS smallint) AS si, 3 AS i,
            CAST(4 AS bigint) AS bi, CAST(0.5 AS real) AS r, 0.25E0 AS d,
            CAST(1.5 AS decimal(10, 2)) AS dec, 'text' AS s, CAST('v' AS varchar(10)) AS v,
            TIMESTAMP '2026-01-02 03:04:05.678' AS ts, DATE '2026-01-02' AS day,
            CAST('ab' AS varbinary) AS bin, ARRAY[1, 2] AS a, MAP(ARRAY['k'], ARRAY[1]) AS m,
            CAST(ROW(1, 'x') AS ROW(n integer, t varchar)) AS ro, JSON '{"a":1}' AS j,
            TIMESTAMP '2026-01-02 03:04:05.678 UTC' AS tz, TIME '03:04:05.678' AS t
    """
    found, columns = pages(succeed(sql, DB)['QueryExecutionId'])
    told = {c['Name']: (c['Type'], c['Precision'], c['Scale'], c['CaseSensitive']) for c in columns}
    assert told == {
        'b': ('boolean', 0, 0, False),
        'ti': ('tinyint', 3, 0, False),
        'si': ('smallint', 5, 0, False),
        'i': ('integer', 10, 0, False),
        'bi': ('bigint', 19, 0, False),
        'r': ('float', 17, 0, False),
        'd': ('double', 17, 0, False),
        'dec': ('decimal', 10, 2, False),
        's': ('varchar', 4, 0, True),
        'v': ('varchar', 10, 0, True),
        'ts': ('timestamp', 3, 0, False),
        'day': ('date', 0, 0, False),
        'bin': ('varbinary', 1073741824, 0, False),
        'a': ('array', 0, 0, False),
        'm': ('map', 0, 0, False),
        'ro': ('row', 0, 0, False),
        'j': ('json', 0, 0, True),
        'tz': ('timestamp with time zone', 3, 0, False),
        't': ('time', 3, 0, False),
    }, told
    assert all(
        c['CatalogName'] == 'hive'
        and c['SchemaName'] == c['TableName'] == ''
        and c['Label'] == c['Name']
        and c['Nullable'] == 'UNKNOWN'
        for c in columns
    ), columns
    assert found[1] == [
        'true', '1', '2', '3', '4', '0.5', '0.25', '1.50', 'text', 'v',
        '2026-01-02 03:04:05.678', '2026-01-02', '61 62', '[1, 2]', '{k=1}', '{n=1, t=x}',
        '{"a":1}', '2026-01-02 03:04:05.678 UTC', '03:04:05.678',
    ], found[1]


def pages_of_a_result():
    query = succeed('SELECT x FROM UNNEST(sequence(1, 2500)) AS t(x) ORDER BY x', DB)
    query = query['QueryExecutionId']
    sizes, token = [], {}
    while True:
        page = athena.get_query_results(QueryExecutionId=query, MaxResults=1000, **token)
        sizes.append(len(page['ResultSet']['Rows']))
        assert page['ResultSet']['ResultSetMetadata']['ColumnInfo'][0]['Name'] == 'x'
        if 'NextToken' not in page:
            break
        token = {'NextToken': page['NextToken']}
    assert sizes == [1000, 1000, 501], sizes
    for size in (7, 1000):
        found, _ = pages(query, size)
        assert [row[0] for row in found] == ['x'] + [str(n) for n in range(1, 2501)], size
    few = athena.get_paginator('get_query_results').paginate(
        QueryExecutionId=query, PaginationConfig={'MaxItems': 3, 'PageSize': 2}
    ).build_full_result()
    assert len(few['ResultSet']['Rows']) == 3, few
    first = athena.get_query_results(QueryExecutionId=query, MaxResults=1)
    assert first['ResultSet']['Rows'] == [{'Data': [{'VarCharValue': 'x'}]}], first
    none, _ = pages(succeed('SELECT 1 AS a WHERE 1 = 0', DB)['QueryExecutionId'])
    assert none == [['a']], none
    refused(WRONG, lambda: athena.get_query_results(QueryExecutionId=query, NextToken='no'))
    refused(WRONG, lambda: athena.get_query_results(QueryExecutionId=query, MaxResults=1001))


def statements_without_header():
    table = succeed(
        """
        CREATE EXTERNAL TABLE words (word string COMMENT 'as found', times int)
        PARTITIONED BY (day date)
        ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE
        LOCATION 's3://py-lake/words/'
        """,
        DB,
    )
    assert table['StatementType'] == 'DDL' and table['SubstatementType'] == 'CREATE_TABLE', table
    assert table['ResultConfiguration']['OutputLocation'].endswith('.txt')
    answer = athena.get_query_results(QueryExecutionId=table['QueryExecutionId'])
    assert answer['ResultSet']['Rows'] == [], answer
    assert answer['ResultSet']['ResultSetMetadata'] == {'ColumnInfo': []}, answer
    for day in (1, 2):
        s3.put_object(
            Bucket='py-lake', Key='words/day=2026-01-0%d/a.csv' % day, Body=b'hello,%d\n,7\n' % day
        )
    repair = succeed('MSCK REPAIR TABLE words', DB)
    assert repair['StatementType'] == 'DDL', repair
    assert tell('MSCK REPAIR TABLE words', DB) == []
    shown = succeed('SHOW PARTITIONS words', DB)
    assert shown['StatementType'] == 'UTILITY', shown
    found, columns = pages(shown['QueryExecutionId'], size=1)
    assert found == [['day=2026-01-01'], ['day=2026-01-02']], found
    assert [c['Name'] for c in columns] == ['partition'], columns
    assert read(shown['ResultConfiguration']['OutputLocation']) == (
        b'day=2026-01-01\nday=2026-01-02\n'
    )
    assert tell('SHOW TABLES', DB) == ['words']
    assert DB in tell('SHOW DATABASES', DB)
    described, columns = pages(succeed('DESCRIBE words', DB)['QueryExecutionId'])
    assert [c['Name'] for c in columns] == ['col_name', 'data_type', 'comment'], columns
    assert all(len(row) == 1 for row in described), described
    assert [cell.strip() for cell in described[0][0].split('\t')] == ['word', 'string', 'as found']
    rows = ask("SELECT * FROM words WHERE day >= DATE '2026-01-02' ORDER BY times", DB)
    assert rows == [['hello', '2', '2026-01-02'], ['', '7', '2026-01-02']], rows


def lists_of_executions():
    ids = [
        item
        for page in athena.get_paginator('list_query_executions').paginate(
            PaginationConfig={'PageSize': 3}
        )
        for item in page['QueryExecutionIds']
    ]
    assert len(ids) == len(set(ids)) > 6, ids
    missing = str(uuid.uuid4())
    batch = athena.batch_get_query_execution(QueryExecutionIds=ids[:5] + [missing])
    assert [e['QueryExecutionId'] for e in batch['QueryExecutions']] == ids[:5]
    assert [e['QueryExecutionId'] for e in batch['UnprocessedQueryExecutionIds']] == [missing]
    times = [e['Status']['SubmissionDateTime'] for e in batch['QueryExecutions']]
    assert times == sorted(times, reverse=True), times
    newest = succeed('SELECT 99', DB)['QueryExecutionId']
    assert athena.list_query_executions(MaxResults=1)['QueryExecutionIds'] == [newest]


def the_same_query_again():
    token = str(uuid.uuid4())
    first = start('SELECT 7 AS seven', DB, ClientRequestToken=token)
    assert start('SELECT 7 AS seven', DB, ClientRequestToken=token) == first
    told = refused(WRONG, lambda: start('SELECT 8', DB, ClientRequestToken=token))
    assert 'Idempotent parameters do not match' in told, told
    ended(first)
    reuse = {
        'ResultReuseConfiguration': {
            'ResultReuseByAgeConfiguration': {'Enabled': True, 'MaxAgeInMinutes': 5}
        }
    }
    again = succeed('SELECT 7 AS seven', DB, **reuse)
    assert again['Statistics']['ResultReuseInformation'] == {'ReusedPreviousResult': True}, again
    assert again['QueryExecutionId'] != first
    assert again['Statistics']['DataScannedInBytes'] == 0
    assert pages(again['QueryExecutionId'])[0] == [['seven'], ['7']]


def a_query_is_stopped():
    query = start(
        'SELECT sum(x.a * y.b * z.c) FROM UNNEST(sequence(1, 10000)) AS x(a)'
        ' CROSS JOIN UNNEST(sequence(1, 10000)) AS y(b)'
        ' CROSS JOIN UNNEST(sequence(1, 10000)) AS z(c) WHERE sqrt(a * b * c) > 0.5',
        DB,
    )
    wait('the run', lambda: execution(query)['Status']['State'] == 'RUNNING')
    told = refused(WRONG, lambda: athena.get_query_results(QueryExecutionId=query))
    assert told == 'Query has not yet finished. Current state: RUNNING', told
    athena.stop_query_execution(QueryExecutionId=query)
    end = ended(query)
    assert end['Status']['State'] == 'CANCELLED', end
    told = refused(WRONG, lambda: athena.get_query_results(QueryExecutionId=query))
    assert told == 'Query did not finish successfully. Final query state: CANCELLED', told


def errors_and_reasons():
    told = refused(WRONG, lambda: start('SELECT 1 FROM', DB), code='MALFORMED_QUERY')
    assert told.startswith('line 1:14: mismatched input'), told
    refused(WRONG, lambda: start('SELEC 1', DB), code='MALFORMED_QUERY')
    told = refused(WRONG, lambda: athena.start_query_execution(QueryString='SELECT 1'))
    assert told.startswith('No output location provided.'), told
    missing = str(uuid.uuid4())
    for call in (athena.get_query_execution, athena.get_query_results, athena.stop_query_execution):
        told = refused(WRONG, lambda call=call: call(QueryExecutionId=missing))
        assert told == 'QueryExecution %s was not found' % missing, told
    refused(WRONG, lambda: start('SELECT 1', DB, WorkGroup='no-such-group'))
    for sql, reason in {
        'SELECT * FROM nowhere': "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.%s.nowhere'"
        ' does not exist' % DB,
        'SELECT * FROM nodb.t': "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist",
        'SELECT x FROM words': "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or"
        ' requester is not authorized to access requested resources',
        "SELECT 1 = 'a'": 'TYPE_MISMATCH: line 1:10: Cannot apply operator: integer = varchar(1)',
        'SELECT 1 / 0': 'DIVISION_BY_ZERO',
        "SELECT CAST('a' AS integer)": 'INVALID_CAST_ARGUMENT',
        'SELECT nofunction(1)': 'FUNCTION_NOT_FOUND: line 1:8',
        'DESCRIBE nowhere': 'FAILED: SemanticException',
        'CREATE TABLE own WITH (is_external = false) AS SELECT 1 AS a': 'NOT_SUPPORTED: Property'
        " 'is_external' must be true but was false",
    }.items():
        told = fail(sql, DB)
        assert told.startswith(reason), (sql, told)
    end = ended(start('SELECT * FROM nowhere', DB))
    error = end['Status']['AthenaError']
    assert error['ErrorCategory'] == 2 and error['Retryable'] is False, error
    assert error['ErrorMessage'] == end['Status']['StateChangeReason'], error


bucket('py-results')
bucket('py-lake')
succeed("CREATE DATABASE %s COMMENT 'of a client'" % DB)
one_query_from_start_to_end()
types_of_columns()
pages_of_a_result()
statements_without_header()
lists_of_executions()
the_same_query_again()
a_query_is_stopped()
errors_and_reasons()
print('done')
