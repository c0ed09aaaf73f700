"""Asks and builds tables by the calls of database cursors and of tools that build models."""

from asking import (
    RESULTS,
    ask,
    athena,
    bucket,
    column_types,
    ended,
    glue,
    read,
    refused,
    succeed,
)

DB = 'py_cursors'
MISSING = glue.exceptions.EntityNotFoundException


def statements_with_a_quoted_database():
    """Names in backquotes, the database of the context too."""
    succeed('CREATE EXTERNAL TABLE `quoted` (`a` int) PARTITIONED BY (`p` string)'
            " STORED AS PARQUET LOCATION 's3://py-cursors/quoted/'", '`%s`' % DB)
    succeed('MSCK REPAIR TABLE `quoted`;', '`%s`' % DB)
    end = succeed('DESCRIBE `quoted`;', '`%s`' % DB)
    assert list(column_types(end['QueryExecutionId'])) == ['col_name', 'data_type', 'comment']
    lines = read(end['ResultConfiguration']['OutputLocation']).decode().splitlines()
    cells = [[cell.strip() for cell in line.split('\t')] for line in lines]
    named = [row[:2] for row in cells if row[0] and not row[0].startswith('#')]
    assert named == [['a', 'int'], ['p', 'string'], ['p', 'string']], cells
    end = succeed('SHOW CREATE TABLE `quoted`;', '`%s`' % DB)
    assert list(column_types(end['QueryExecutionId'])) == ['createtab_stmt']
    text = read(end['ResultConfiguration']['OutputLocation']).decode()
    assert text.startswith('CREATE EXTERNAL TABLE `quoted`('), text
    # and what it shows makes the same table again
    before = glue.get_table(DatabaseName=DB, Name='quoted')['Table']
    succeed('DROP TABLE `quoted`', DB)
    succeed(text, DB)
    after = glue.get_table(DatabaseName=DB, Name='quoted')['Table']
    for member in ('StorageDescriptor', 'PartitionKeys', 'TableType'):
        assert after[member] == before[member], (member, before, after)


def a_cursor_asks():
    """What a database cursor sends: contexts that may be empty, the catalog in lower case."""
    context = {'Database': DB, 'Catalog': 'awsdatacatalog'}
    more = {'QueryExecutionContext': context, 'ResultConfiguration': {'OutputLocation': RESULTS}}
    query = athena.start_query_execution(QueryString='SELECT 1 AS a', **more)['QueryExecutionId']
    assert ended(query)['QueryExecutionContext'] == context
    empty = {'QueryExecutionContext': {}, 'ResultConfiguration': {'OutputLocation': RESULTS}}
    query = athena.start_query_execution(QueryString='SELECT 2 AS a', **empty)['QueryExecutionId']
    assert ended(query)['Status']['State'] == 'SUCCEEDED'
    asked = {'CatalogName': 'awsdatacatalog', 'DatabaseName': DB, 'WorkGroup': 'primary'}
    listed = athena.list_table_metadata(MaxResults=50, **asked)['TableMetadataList']
    assert 'quoted' in [table['Name'] for table in listed], listed
    absent = athena.exceptions.MetadataException
    refused(absent, lambda: athena.get_table_metadata(TableName='absent', **asked))
    # an earlier query of the same text is found in the list, its result taken
    newest = athena.list_query_executions(MaxResults=50, WorkGroup='primary')
    known = athena.batch_get_query_execution(QueryExecutionIds=newest['QueryExecutionIds'])
    same = [
        e['QueryExecutionId']
        for e in known['QueryExecutions']
        if e['Query'] == 'SELECT 2 AS a'
        and e['Status']['State'] == 'SUCCEEDED'
        and e['StatementType'] == 'DML'
    ]
    assert same == [query], same
    # texts of a definition are escaped as Hive has them
    succeed("CREATE EXTERNAL TABLE said (t string COMMENT 'it\\'s\\tso') LOCATION"
            " 's3://py-cursors/said/'", DB)
    column = glue.get_table(DatabaseName=DB, Name='said')['Table']['StorageDescriptor']['Columns']
    assert column[0]['Comment'] == "it's\tso", column
    inserted = succeed("INSERT INTO said (t) VALUES ('jim o''rourke'), (NULL)", DB)
    assert inserted['SubstatementType'] == 'INSERT', inserted
    answer = athena.get_query_results(QueryExecutionId=inserted['QueryExecutionId'])
    assert answer['UpdateCount'] == 2 and answer['ResultSet']['Rows'] == [], answer
    assert sorted(ask('SELECT * FROM said', DB), key=str) == [["jim o'rourke"], [None]]
    explained = succeed('EXPLAIN SELECT * FROM said', DB)
    assert explained['SubstatementType'] == 'EXPLAIN', explained


def a_model_is_built():
    """Statements of a tool that builds tables from queries: a comment before each of them."""
    note = '-- /* {"app": "models", "node": "m"} */\n'
    succeed(note + 'create schema if not exists `py_models`', 'py_models')
    path = 's3://py-cursors/models/m/1'
    succeed(
        note + 'create table "awsdatacatalog"."py_models"."m"\nwith (\n'
        "      table_type='hive',\n      is_external=true,external_location='" + path + "',\n"
        "      partitioned_by=ARRAY['day'],\n      format='parquet'\n    )\n    as\n"
        "      select 1 as n, 'a' as t, date '2026-01-02' as day\n",
        'py_models',
    )
    succeed(
        note + "alter table `py_models`.`m` set tblproperties ('classification' = 'parquet')",
        'py_models',
    )
    succeed(
        note + 'insert into "awsdatacatalog"."py_models"."m" ("n", "t", "day")\n'
        "  (\n   select n + 1, t, day + interval '1' day"
        ' from "awsdatacatalog"."py_models"."m"'
        '\n  );',
        'py_models',
    )
    succeed(
        note + 'create or replace view\n    "awsdatacatalog"."py_models"."v"\n  as\n'
        '    select day, n from "awsdatacatalog"."py_models"."m"',
        'py_models',
    )
    rows = ask(note + 'select * from v order by n', 'py_models')
    assert rows == [['2026-01-02', '1'], ['2026-01-03', '2']], rows
    types = {
        t['Name']: t['TableType']
        for page in glue.get_paginator('get_tables').paginate(DatabaseName='py_models')
        for t in page['TableList']
    }
    assert types == {'m': 'EXTERNAL_TABLE', 'v': 'VIRTUAL_VIEW'}, types
    succeed(note + 'drop view if exists "awsdatacatalog"."py_models"."v"', 'py_models')
    succeed(note + 'drop table if exists `py_models`.`m`', 'py_models')
    succeed(note + 'drop schema if exists `py_models` cascade', 'py_models')
    refused(MISSING, lambda: glue.get_database(Name='py_models'))


bucket('py-results')
bucket('py-cursors')
glue.create_database(DatabaseInput={'Name': DB})
statements_with_a_quoted_database()
a_cursor_asks()
a_model_is_built()
print('done')
