"""Asks, and keeps tables, by the calls that libraries of data frames make.

The libraries read Parquet themselves; here Athena reads the same objects back.
"""

import csv
import io
import uuid

from asking import (
    ask,
    athena,
    bucket,
    column_types,
    fail,
    glue,
    keys,
    place,
    read,
    refused,
    s3,
    start,
    succeed,
    tell,
)

DB = 'py_frames'
PARQUET = 'org.apache.hadoop.hive.ql.io.parquet.'
MISSING = glue.exceptions.EntityNotFoundException


def delete_objects(addresses):
    """In batches, as given: what is not there is no error."""
    by_bucket = {}
    for address in addresses:
        found = place(address)
        by_bucket.setdefault(found['Bucket'], []).append({'Key': found['Key']})
    for name, found in by_bucket.items():
        answer = s3.delete_objects(Bucket=name, Delete={'Objects': found})
        assert not answer.get('Errors'), answer


def output_of_work_group():
    group = athena.get_work_group(WorkGroup='primary')['WorkGroup']['Configuration']
    assert group['EnforceWorkGroupConfiguration'] is False
    assert group.get('ManagedQueryResultsConfiguration', {}).get('Enabled', False) is False
    if 'OutputLocation' in group.get('ResultConfiguration', {}):
        return group['ResultConfiguration']['OutputLocation']
    name = 'aws-athena-query-results-000000000000-us-east-1'
    bucket(name)
    bucket(name)
    s3.get_waiter('bucket_exists').wait(Bucket=name)
    s3.head_bucket(Bucket=name, ExpectedBucketOwner='000000000000')
    return 's3://%s/' % name


def run(sql, **more):
    more.setdefault('WorkGroup', 'primary')
    more.setdefault('ResultConfiguration', {'OutputLocation': output})
    return succeed(sql, DB, **more)


def by_new_table(sql, compression='', **more):
    """Rows of a query through a temporary table of Parquet files."""
    table = 'temp_table_' + uuid.uuid4().hex
    written = "    write_compression = '%s',\n" % compression if compression else ''
    end = run(
        'CREATE TABLE "%s"."%s"\nWITH(\n    external_location = \'%s/%s\',\n%s'
        "    format = 'PARQUET')\nAS %s" % (DB, table, output.rstrip('/'), table, written, sql),
        **more,
    )
    assert end['StatementType'] == 'DDL', end
    assert end['SubstatementType'] == 'CREATE_TABLE_AS_SELECT', end
    assert column_types(end['QueryExecutionId']) == {'rows': 'bigint'}
    manifest = end['Statistics']['DataManifestLocation']
    assert manifest.endswith('-manifest.csv'), manifest
    files = [line for line in read(manifest).decode().split('\n') if line]
    for file in files:
        assert file.startswith('%s/%s/' % (output.rstrip('/'), table)), file
        body = read(file)
        assert body[:4] == body[-4:] == b'PAR1', file
    count = athena.get_query_results(QueryExecutionId=end['QueryExecutionId'])['UpdateCount']
    described = glue.get_table(DatabaseName=DB, Name=table)['Table']
    types = {c['Name']: c['Type'] for c in described['StorageDescriptor']['Columns']}
    assert described['PartitionKeys'] == [], described
    rows = ask('SELECT * FROM "%s"' % table, DB)
    assert count == len(rows), (count, rows)
    glue.delete_table(DatabaseName=DB, Name=table)
    delete_objects(files + [manifest, manifest.replace('-manifest.csv', '.metadata')])
    assert keys(place(output)['Bucket'], table + '/') == []
    refused(MISSING, lambda: glue.get_table(DatabaseName=DB, Name=table))
    return rows, types


def by_unload(sql):
    """Rows of a query through files that a table is then laid over."""
    path = output + 'unload/' + uuid.uuid4().hex
    end = run("UNLOAD (%s) TO '%s' WITH (  format='PARQUET'  , compression='SNAPPY')" % (sql, path))
    assert (end['StatementType'], end['SubstatementType']) == ('DML', 'UNLOAD'), end
    column_types(end['QueryExecutionId'])
    manifest = end['Statistics']['DataManifestLocation']
    files = read(manifest).decode().strip().split('\n')
    assert all(file.startswith(path + '/') for file in files), files
    assert len(files) == len(keys(place(path)['Bucket'], place(path)['Key'])), files
    return path + '/', files, manifest


def by_csv(sql, **more):
    """Types, and the values of the file where the result is."""
    end = run(sql, **more)
    assert end['StatementType'] == 'DML'
    types = column_types(end['QueryExecutionId'])
    location = end['ResultConfiguration']['OutputLocation']
    head = s3.head_object(**place(location))
    body = read(location)
    assert head['ContentLength'] == len(body)
    rows = list(csv.DictReader(io.StringIO(body.decode(), newline=''), quoting=csv.QUOTE_ALL))
    delete_objects([location, location + '.metadata'])
    return types, rows


def queries_in_three_ways():
    sql = (
        'SELECT trip_id, CAST(fare AS decimal(10,2)) AS fare, vendor, at, CAST(at AS date) AS day,'
        " vendor = 'a' AS is_a FROM (VALUES (1, 1.5, 'a', TIMESTAMP '2026-01-02 03:04:05.678'),"
        " (2, 2.25, 'b,\"c\"', NULL), (3, NULL, '', NULL)) AS t(trip_id, fare, vendor, at)"
    )
    expected = [
        ['1', '1.50', 'a', '2026-01-02 03:04:05.678', '2026-01-02', 'true'],
        ['2', '2.25', 'b,"c"', None, None, 'false'],
        ['3', None, '', None, None, 'false'],
    ]
    for compression in ('', 'SNAPPY', 'GZIP', 'ZSTD'):
        rows, types = by_new_table(sql, compression)
        assert sorted(rows) == expected, (compression, rows)
    assert types == {
        'trip_id': 'int',
        'fare': 'decimal(10,2)',
        'vendor': 'string',
        'at': 'timestamp',
        'day': 'date',
        'is_a': 'boolean',
    }, types
    types, rows = by_csv(sql + ' ORDER BY trip_id')
    assert types == {
        'trip_id': 'integer',
        'fare': 'decimal(10,2)',
        'vendor': 'varchar',
        'at': 'timestamp',
        'day': 'date',
        'is_a': 'boolean',
    }, types
    assert [list(row.values()) for row in rows] == [
        ['' if value is None else value for value in row] for row in expected
    ], rows
    picked, _ = by_new_table(
        'SELECT n FROM (VALUES 1, 2, 3) AS t(n) WHERE n > ?', ExecutionParameters=['1']
    )
    assert sorted(picked) == [['2'], ['3']], picked


def a_query_of_no_rows():
    rows, types = by_new_table("SELECT 1 AS n, 'a' AS t WHERE 1 = 0")
    assert rows == [] and types == {'n': 'int', 't': 'string'}, (rows, types)
    types, rows = by_csv('SELECT 1 AS n WHERE 1 = 0')
    assert rows == [] and types == {'n': 'integer'}, (rows, types)


def queries_that_make_no_table():
    create = 'CREATE TABLE "%s"."bad"\nWITH(\n    format = \'PARQUET\')\nAS ' % DB
    # parts of the texts by which the libraries know what to tell their users
    for sql, parts in {
        'SELECT 1 AS a, 2 AS a': ('Column name', 'specified more than once'),
        'SELECT 1': ('Column name not specified',),
        'SELECT NULL AS a': ('Column type is unknown',),
    }.items():
        told = fail(create + sql, DB)
        assert all(part in told for part in parts), (sql, told)
    refused(
        athena.exceptions.InvalidRequestException, lambda: start(create + 'SHOW TABLES', DB)
    )
    refused(MISSING, lambda: glue.get_table(DatabaseName=DB, Name='bad'))


def descriptor(columns, path):
    described = {
        'InputFormat': PARQUET + 'MapredParquetInputFormat',
        'OutputFormat': PARQUET + 'MapredParquetOutputFormat',
        'Location': path,
        'Compressed': True,
        'NumberOfBuckets': -1,
        'SerdeInfo': {
            'SerializationLibrary': PARQUET + 'serde.ParquetHiveSerDe',
            'Parameters': {'serialization.format': '1'},
        },
        'BucketColumns': [],
        'StoredAsSubDirectories': False,
    }
    if columns:
        described['Columns'] = [{'Name': n, 'Type': t} for n, t in columns.items()]
    return described


def table_input(columns):
    told = {'classification': 'parquet', 'compressionType': 'snappy', 'typeOfData': 'file'}
    storage = descriptor(columns, ROOT)
    storage['Parameters'] = dict(told, CrawlerSchemaDeserializerVersion='1.0')
    storage['SortColumns'] = []
    return {
        'Name': 'trips',
        'PartitionKeys': [{'Name': 'year', 'Type': 'string'}, {'Name': 'month', 'Type': 'int'}],
        'TableType': 'EXTERNAL_TABLE',
        'Parameters': dict(told, **{'projection.enabled': 'false'}),
        'StorageDescriptor': storage,
    }


ROOT = 's3://py-frames/trips/'
COLUMNS = {'trip_id': 'bigint', 'fare': 'double'}


def write_part(sql, values, mode):
    """A Parquet file of a query's rows into a partition's folder; its address."""
    path, files, manifest = by_unload(sql)
    folder = 'trips/year=%s/month=%s/' % values
    if mode == 'overwrite_partitions':
        delete_objects(['s3://py-frames/' + key for key in keys('py-frames', folder)])
    for file in files:
        key = folder + uuid.uuid4().hex + '.snappy.parquet'
        s3.put_object(Bucket='py-frames', Key=key, Body=read(file))
    delete_objects(files + [manifest])
    return 's3://py-frames/' + folder


def add_partitions(parts, columns=None):
    """Errors that are none: a partition that is there already."""
    given = [
        {
            'Values': [str(value) for value in values],
            'StorageDescriptor': descriptor(columns, folder),
            'Parameters': {},
        }
        for values, folder in parts
    ]
    answer = glue.batch_create_partition(
        DatabaseName=DB, TableName='trips', PartitionInputList=given
    )
    for error in answer.get('Errors', []):
        assert error['ErrorDetail']['ErrorCode'] == 'AlreadyExistsException', answer


def partitions(expression=None):
    """Locations and values of all pages, without columns."""
    arguments = {
        'DatabaseName': DB,
        'TableName': 'trips',
        'MaxResults': 1000,
        'Segment': {'SegmentNumber': 0, 'TotalSegments': 1},
        'ExcludeColumnSchema': True,
    }
    if expression:
        arguments['Expression'] = expression
    found = {}
    while True:
        answer = glue.get_partitions(**arguments)
        for partition in answer['Partitions']:
            assert not partition['StorageDescriptor'].get('Columns'), partition
            found[partition['StorageDescriptor']['Location']] = partition['Values']
        if not answer.get('NextToken'):
            return found
        arguments['NextToken'] = answer['NextToken']


def a_dataset_grows_and_is_overwritten():
    refused(MISSING, lambda: glue.get_table(DatabaseName=DB, Name='trips'))
    row = 'SELECT CAST(%d AS bigint) AS trip_id, CAST(%s AS double) AS fare'
    january = write_part(row % (1, '1.5') + ' UNION ALL ' + row % (2, '2.5'), ('2026', 1), 'append')
    glue.create_table(DatabaseName=DB, TableInput=table_input(COLUMNS))
    add_partitions([(('2026', 1), january)], COLUMNS)
    counts = 'SELECT year, month, count(*), sum(fare) FROM trips GROUP BY 1, 2 ORDER BY 1, 2'
    assert ask(counts, DB) == [['2026', '1', '2', '4.0']]
    # the table is there now: its input is what it shows, and partitions come without columns
    more = write_part(row % (3, '3.5'), ('2026', 1), 'append')
    march = write_part(row % (4, '4.5'), ('2026', 3), 'append')
    add_partitions([(('2026', 1), more), (('2026', 3), march)])
    assert ask(counts, DB) == [['2026', '1', '3', '7.5'], ['2026', '3', '1', '4.5']]
    assert partitions('month > 1') == {march: ['2026', '3']}
    assert tell('MSCK REPAIR TABLE trips', DB) == []
    assert tell('SHOW PARTITIONS trips', DB) == ['year=2026/month=1', 'year=2026/month=3']
    # a column more
    shown = glue.get_table(DatabaseName=DB, Name='trips')['Table']
    wanted = ('Name', 'Description', 'Owner', 'LastAccessTime', 'LastAnalyzedTime', 'Retention',
              'StorageDescriptor', 'PartitionKeys', 'ViewOriginalText', 'ViewExpandedText',
              'TableType', 'Parameters', 'TargetTable')
    kept = {name: value for name, value in shown.items() if name in wanted}
    kept['StorageDescriptor']['Columns'].append({'Name': 'vendor', 'Type': 'string'})
    glue.update_table(DatabaseName=DB, TableInput=kept, SkipArchive=True)
    april = write_part(row % (5, '5.5') + ", 'x' AS vendor", ('2026', 4), 'append')
    add_partitions([(('2026', 4), april)], dict(COLUMNS, vendor='string'))
    rows = ask('SELECT trip_id, vendor FROM trips WHERE month <> 3 ORDER BY 1', DB)
    assert rows == [['1', None], ['2', None], ['3', None], ['5', 'x']], rows
    # one partition anew
    again = write_part(row % (6, '6.5'), ('2026', 1), 'overwrite_partitions')
    add_partitions([(('2026', 1), again)])
    assert ask('SELECT trip_id FROM trips WHERE month = 1', DB) == [['6']]
    # all of it anew
    delete_objects(['s3://py-frames/' + key for key in keys('py-frames', 'trips/')])
    gone = list(partitions().values())
    assert len(gone) == 3
    answer = glue.batch_delete_partition(
        DatabaseName=DB, TableName='trips', PartitionsToDelete=[{'Values': v} for v in gone]
    )
    assert answer['Errors'] == [], answer
    new = write_part(row % (7, '7.5'), ('2027', 1), 'overwrite')
    glue.update_table(DatabaseName=DB, TableInput=table_input(COLUMNS), SkipArchive=True)
    add_partitions([(('2027', 1), new)], COLUMNS)
    assert ask(counts, DB) == [['2027', '1', '1', '7.5']]


bucket('py-results')
bucket('py-frames')
output = output_of_work_group()
glue.create_database(DatabaseInput={'Name': DB})
queries_in_three_ways()
a_query_of_no_rows()
queries_that_make_no_table()
a_dataset_grows_and_is_overwritten()
print('done')
