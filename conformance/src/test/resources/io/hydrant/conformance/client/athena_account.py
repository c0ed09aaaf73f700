"""What data engineers keep with the Athena client of boto3: work groups, named queries, tables."""

import datetime
import uuid

from asking import (
    ask,
    athena,
    bucket,
    ended,
    refused,
    s3,
    start,
    succeed,
)

DB = 'py_account'
WRONG = athena.exceptions.InvalidRequestException


def named_and_prepared_queries():
    named = athena.create_named_query(
        Name='hello', Database=DB, QueryString='SELECT 5 AS five', Description='says five'
    )['NamedQueryId']
    kept = athena.get_named_query(NamedQueryId=named)['NamedQuery']
    assert kept == {
        'Name': 'hello',
        'Description': 'says five',
        'Database': DB,
        'QueryString': 'SELECT 5 AS five',
        'NamedQueryId': named,
        'WorkGroup': 'primary',
    }, kept
    assert ask(kept['QueryString'], kept['Database']) == [['5']]
    listed = [
        item
        for page in athena.get_paginator('list_named_queries').paginate()
        for item in page['NamedQueryIds']
    ]
    assert named in listed
    batch = athena.batch_get_named_query(NamedQueryIds=[named, str(uuid.uuid4())])
    assert len(batch['NamedQueries']) == len(batch['UnprocessedNamedQueryIds']) == 1, batch
    athena.delete_named_query(NamedQueryId=named)
    refused(WRONG, lambda: athena.get_named_query(NamedQueryId=named))

    parameters = {'ExecutionParameters': ["'two'", '20']}
    sql = "SELECT w FROM (VALUES ('one', 10), ('two', 20)) AS t(w, n) WHERE w = ? AND n = ?"
    asked = succeed(sql, DB, **parameters)
    assert asked['ExecutionParameters'] == ["'two'", '20'], asked
    assert ask(sql, DB, **parameters) == [['two']]
    athena.create_prepared_statement(
        StatementName='pick', WorkGroup='primary', QueryStatement=sql, Description='picks'
    )
    assert ask("EXECUTE pick USING 'one', 10", DB) == [['one']]
    assert ask('EXECUTE pick', DB, **parameters) == [['two']]
    prepared = athena.get_prepared_statement(StatementName='pick', WorkGroup='primary')
    assert prepared['PreparedStatement']['QueryStatement'] == sql, prepared
    names = athena.list_prepared_statements(WorkGroup='primary')['PreparedStatements']
    assert [s['StatementName'] for s in names] == ['pick'], names
    athena.delete_prepared_statement(StatementName='pick', WorkGroup='primary')
    refused(
        athena.exceptions.ResourceNotFoundException,
        lambda: athena.get_prepared_statement(StatementName='pick', WorkGroup='primary'),
    )


def work_groups():
    athena.create_work_group(
        Name='py-team',
        Description='of the team',
        Configuration={
            'ResultConfiguration': {'OutputLocation': 's3://py-results/team/'},
            'EnforceWorkGroupConfiguration': True,
            'BytesScannedCutoffPerQuery': 10000000,
            'PublishCloudWatchMetricsEnabled': False,
        },
        Tags=[{'Key': 'team', 'Value': 'water'}],
    )
    kept = athena.get_work_group(WorkGroup='py-team')['WorkGroup']
    assert kept['State'] == 'ENABLED' and isinstance(kept['CreationTime'], datetime.datetime), kept
    configuration = kept['Configuration']
    assert configuration['EnforceWorkGroupConfiguration'] is True
    assert configuration['BytesScannedCutoffPerQuery'] == 10000000
    forced = succeed('SELECT 1', DB, WorkGroup='py-team')
    location = forced['ResultConfiguration']['OutputLocation']
    assert location == 's3://py-results/team/%s.csv' % forced['QueryExecutionId'], location
    plain = athena.start_query_execution(QueryString='SELECT 2', WorkGroup='py-team')
    assert ended(plain['QueryExecutionId'])['Status']['State'] == 'SUCCEEDED'
    listed = athena.list_query_executions(WorkGroup='py-team')['QueryExecutionIds']
    assert listed == [plain['QueryExecutionId'], forced['QueryExecutionId']], listed
    line = b'x' * 1023 + b'\n'
    s3.put_object(Bucket='py-lake', Key='big/a.txt', Body=line * 12000)
    succeed("CREATE EXTERNAL TABLE big (line string) LOCATION 's3://py-lake/big/'", DB)
    cut = ended(start('SELECT count(*) FROM big', DB, WorkGroup='py-team'))
    assert cut['Status']['State'] == 'CANCELLED', cut['Status']
    assert 'Bytes scanned limit was exceeded' in cut['Status']['StateChangeReason'], cut['Status']
    free = ask("SELECT count(*), max(length(line)) FROM big WHERE line LIKE 'x%'", DB)
    assert free == [['12000', '1023']], free
    athena.update_work_group(WorkGroup='py-team', State='DISABLED')
    refused(WRONG, lambda: start('SELECT 1', DB, WorkGroup='py-team'))
    groups = [g['Name'] for g in athena.list_work_groups()['WorkGroups']]
    assert groups == ['primary', 'py-team'], groups
    refused(WRONG, lambda: athena.delete_work_group(WorkGroup='py-team'))
    athena.delete_work_group(WorkGroup='py-team', RecursiveDeleteOption=True)
    told = refused(WRONG, lambda: athena.get_work_group(WorkGroup='py-team'))
    assert told == 'WorkGroup py-team is not found.', told


def catalog_as_athena_shows_it():
    succeed(
        "CREATE EXTERNAL TABLE words (word string COMMENT 'as found', times int)"
        " PARTITIONED BY (day date) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','"
        " LOCATION 's3://py-lake/words/'",
        DB,
    )
    names = [
        d['Name']
        for page in athena.get_paginator('list_databases').paginate(
            CatalogName='AwsDataCatalog', PaginationConfig={'PageSize': 1}
        )
        for d in page['DatabaseList']
    ]
    assert DB in names, names
    one = athena.get_database(CatalogName='AwsDataCatalog', DatabaseName=DB)['Database']
    assert one['Name'] == DB and one['Description'] == 'of an account', one
    listed = [
        t
        for page in athena.get_paginator('list_table_metadata').paginate(
            CatalogName='awsdatacatalog',
            DatabaseName=DB,
            Expression='w.*',
            PaginationConfig={'PageSize': 1},
        )
        for t in page['TableMetadataList']
    ]
    table = athena.get_table_metadata(
        CatalogName='AwsDataCatalog', DatabaseName=DB, TableName='words'
    )['TableMetadata']
    assert listed == [table], listed
    assert table['TableType'] == 'EXTERNAL_TABLE', table
    assert table['Columns'] == [
        {'Name': 'word', 'Type': 'string', 'Comment': 'as found'},
        {'Name': 'times', 'Type': 'int'},
    ], table
    assert table['PartitionKeys'] == [{'Name': 'day', 'Type': 'date'}], table
    assert table['Parameters']['location'] == 's3://py-lake/words/', table
    assert table['Parameters']['serde.serialization.lib'].endswith('LazySimpleSerDe'), table
    assert table['Parameters']['inputformat'] == 'org.apache.hadoop.mapred.TextInputFormat', table
    told = refused(
        athena.exceptions.MetadataException,
        lambda: athena.get_table_metadata(
            CatalogName='AwsDataCatalog', DatabaseName=DB, TableName='no'
        ),
    )
    assert 'EntityNotFoundException' in told, told
    catalogs = athena.list_data_catalogs()['DataCatalogsSummary']
    assert [(c['CatalogName'], c['Type']) for c in catalogs] == [('AwsDataCatalog', 'GLUE')]


bucket('py-results')
bucket('py-lake')
succeed("CREATE DATABASE %s COMMENT 'of an account'" % DB)
named_and_prepared_queries()
work_groups()
catalog_as_athena_shows_it()
print('done')
