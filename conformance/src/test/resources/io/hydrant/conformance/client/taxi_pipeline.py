"""The taxi pipeline's own statements over what is delivered, and crawlers that find its tables.

Reads the trips from `trips.json`, a document a line.
"""

import datetime
import json
import urllib.request

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from asking import ENDPOINT, ask, bucket, client, glue, keys, refused, s3, succeed, tell, wait

LAB_BUCKET = 'kinesislab-nyctaxitrips-initials'
WORKSHOP_BUCKET = 'kinesislabs-datalake-bucket'
HOURS = 'year=!{timestamp:YYYY}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/'
ROLE = 'arn:aws:iam::000000000000:role/delivery'

LAB_TABLE = """CREATE EXTERNAL TABLE nyctaxitrips(
    `pickup_latitude` double, 
    `pickup_longitude` double, 
    `dropoff_latitude` double, 
    `dropoff_longitude` double, 
    `trip_id` bigint, 
    `trip_distance` double, 
    `passenger_count` int, 
    `pickup_datetime` timestamp, 
    `dropoff_datetime` timestamp, 
    `total_amount` double)
    PARTITIONED BY ( 
    `year` string, 
    `month` string, 
    `day` string, 
    `hour` string)
    ROW FORMAT SERDE 
    'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' 
    STORED AS INPUTFORMAT 
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat' 
    OUTPUTFORMAT 
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
    LOCATION
    's3://kinesislab-nyctaxitrips-initials/nyctaxitrips/'
    TBLPROPERTIES ('has_encrypted_data'='false');
"""

WORKSHOP_TABLE = """CREATE EXTERNAL TABLE `nyctaxitrips`(  
  `pickup_latitude` double,  
  `pickup_longitude` double,  
  `dropoff_latitude` double,  
  `dropoff_longitude` double,  
  `trip_id` int,  
  `trip_distance` double,  
  `passenger_count` int,  
  `pickup_datetime` timestamp,


 
    `dropoff_datetime` timestamp,
    `total_amount` double)
PARTITIONED BY (
    `year` string,
    `month` string,
    `day` string,
    `hour` string)
ROW FORMAT SERDE
    'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
STORED AS INPUTFORMAT
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
LOCATION
    's3://kinesislabs-datalake-bucket/nyctaxitrips/'

"""

REPAIR = 'MSCK REPAIR TABLE nyctaxitrips;'
LOOK = 'SELECT * FROM "kinesislab"."nyctaxitrips" limit 10;'

COLUMNS = {
    'pickup_latitude': 'double',
    'pickup_longitude': 'double',
    'dropoff_latitude': 'double',
    'dropoff_longitude': 'double',
    'trip_id': 'bigint',
    'trip_distance': 'double',
    'passenger_count': 'int',
    'pickup_datetime': 'timestamp',
    'dropoff_datetime': 'timestamp',
    'total_amount': 'double',
}
KEYS = ['year', 'month', 'day', 'hour']

firehose = client('firehose')
trips = [json.loads(line) for line in open('trips.json', encoding='utf-8')]


def stream(name, bucket_name, more):
    destination = {
        'RoleARN': ROLE,
        'BucketARN': 'arn:aws:s3:::' + bucket_name,
        'BufferingHints': {'SizeInMBs': 128, 'IntervalInSeconds': 300},
    }
    firehose.create_delivery_stream(
        DeliveryStreamName=name, ExtendedS3DestinationConfiguration=dict(destination, **more)
    )

    def active():
        told = firehose.describe_delivery_stream(DeliveryStreamName=name)
        return told['DeliveryStreamDescription']['DeliveryStreamStatus'] == 'ACTIVE'

    wait('delivery stream ' + name, active)


def to_parquet(database):
    return {
        'Prefix': 'nyctaxitrips/' + HOURS,
        'ErrorOutputPrefix': 'nyctaxitripserror/!{firehose:error-output-type}/' + HOURS,
        'DataFormatConversionConfiguration': {
            'Enabled': True,
            'SchemaConfiguration': {
                'RoleARN': ROLE,
                'DatabaseName': database,
                'TableName': 'nyctaxitrips',
                'Region': 'us-east-1',
                'VersionId': 'LATEST',
            },
            'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {}}},
            'OutputFormatConfiguration': {'Serializer': {'ParquetSerDe': {}}},
        },
    }


def put(name, records):
    for first in range(0, len(records), 500):
        batch = [{'Data': json.dumps(trip) + '\n'} for trip in records[first : first + 500]]
        answer = firehose.put_record_batch(DeliveryStreamName=name, Records=batch)
        assert answer['FailedPutCount'] == 0, answer


def flush(name):
    """The keys of the objects that the stream delivered."""
    url = '%s/_hydrant/delivery-streams/%s/flush?timeoutSeconds=60' % (ENDPOINT, name)
    signed = AWSRequest(method='POST', url=url)
    keys_of_client = boto3.Session().get_credentials()
    SigV4Auth(keys_of_client, 'hydrant', 'us-east-1').add_auth(signed)
    request = urllib.request.Request(url, method='POST', headers=dict(signed.headers))
    with urllib.request.urlopen(request) as answer:
        told = json.load(answer)
    assert told['delivered'], told
    return told['objects']


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def told_time(text):
    return seconds(text).strftime('%Y-%m-%d %H:%M:%S.%f')[:-3]


def amount(records):
    return round(sum(trip['total_amount'] for trip in records), 2)


def folders(objects):
    return sorted({key.split('/', 1)[1].rsplit('/', 1)[0] for key in objects})


def the_lab():
    bucket(LAB_BUCKET)
    succeed('CREATE DATABASE kinesislab')
    made = succeed(LAB_TABLE, 'kinesislab')
    assert made['SubstatementType'] == 'CREATE_TABLE', made
    table = glue.get_table(DatabaseName='kinesislab', Name='nyctaxitrips')['Table']
    storage = table['StorageDescriptor']
    assert {c['Name']: c['Type'] for c in storage['Columns']} == COLUMNS, table
    assert [k['Name'] for k in table['PartitionKeys']] == KEYS, table
    assert storage['Location'] == 's3://%s/nyctaxitrips/' % LAB_BUCKET, table
    assert table['Parameters']['has_encrypted_data'] == 'false', table
    assert table['TableType'] == 'EXTERNAL_TABLE', table
    assert ask(LOOK, 'kinesislab') == []
    stream('nyc-taxi-trips', LAB_BUCKET, to_parquet('kinesislab'))
    half = len(trips) // 2
    put('nyc-taxi-trips', trips[:half])
    first = flush('nyc-taxi-trips')
    # what is delivered can be asked at once
    assert ask('SELECT count(*) FROM nyctaxitrips', 'kinesislab') == [[str(half)]]
    put('nyc-taxi-trips', trips[half:])
    second = flush('nyc-taxi-trips')
    sums = ask('SELECT count(*), round(sum(total_amount), 2) FROM nyctaxitrips', 'kinesislab')
    assert [int(sums[0][0]), float(sums[0][1])] == [len(trips), amount(trips)], sums
    before = tell('SHOW PARTITIONS nyctaxitrips', 'kinesislab')
    assert before == folders(first + second), (before, first, second)
    # the repair finds nothing that is missing
    assert tell(REPAIR, 'kinesislab') == []
    assert tell('SHOW PARTITIONS nyctaxitrips', 'kinesislab') == before
    # ten rows, each of them a trip of the source
    by_id = {str(trip['trip_id']): trip for trip in trips}
    rows = ask(LOOK, 'default')
    assert len(rows) == 10
    for row in rows:
        trip = by_id[row[4]]
        assert len(row) == len(COLUMNS) + len(KEYS), row
        assert row[7] == told_time(trip['pickup_datetime']), (row, trip)
        assert row[8] == told_time(trip['dropoff_datetime']), (row, trip)
        assert float(row[9]) == trip['total_amount'], (row, trip)
    hours = {}
    for trip in trips:
        hours.setdefault(seconds(trip['pickup_datetime']).hour, []).append(trip)
    rows = ask(
        'SELECT hour(pickup_datetime) AS h, count(*), round(sum(total_amount), 2)'
        ' FROM nyctaxitrips GROUP BY hour(pickup_datetime) ORDER BY 1',
        'kinesislab',
    )
    told = {int(h): (int(count), float(total)) for h, count, total in rows}
    assert told == {h: (len(them), amount(them)) for h, them in hours.items()}, told


def the_workshop():
    bucket(WORKSHOP_BUCKET)
    glue.create_database(DatabaseInput={'Name': 'kinesislabs'})
    succeed(WORKSHOP_TABLE, 'kinesislabs')
    table = glue.get_table(DatabaseName='kinesislabs', Name='nyctaxitrips')['Table']
    told = {c['Name']: c['Type'] for c in table['StorageDescriptor']['Columns']}
    assert told == dict(COLUMNS, trip_id='int'), told
    # files that nobody registered: the lab's, copied, are found by the repair
    copied = keys(LAB_BUCKET, 'nyctaxitrips/')
    for key in copied:
        s3.copy_object(
            Bucket=WORKSHOP_BUCKET, Key=key, CopySource={'Bucket': LAB_BUCKET, 'Key': key}
        )
    assert ask('SELECT count(*) FROM nyctaxitrips', 'kinesislabs') == [['0']]
    lines = tell(REPAIR, 'kinesislabs')
    for folder in folders(copied):
        assert any(folder in line for line in lines), (folder, lines)
    assert tell(REPAIR, 'kinesislabs') == []
    rows = ask('SELECT count(*), sum(trip_id) FROM nyctaxitrips', 'kinesislabs')
    total = sum(trip['trip_id'] for trip in trips)
    assert rows == [[str(len(trips)), str(total)]], rows


def crawl(name, path, metrics):
    """Runs a crawler to its end; what it says of its run."""
    glue.create_crawler(
        Name=name,
        Role='arn:aws:iam::000000000000:role/crawler',
        DatabaseName='discovered',
        TablePrefix='found_',
        Targets={'S3Targets': [{'Path': path}]},
    )
    assert glue.get_crawler(Name=name)['Crawler']['State'] == 'READY'
    run_again(name)
    told = glue.get_crawler_metrics(CrawlerNameList=[name])['CrawlerMetricsList']
    assert len(told) == 1 and {k: told[0][k] for k in metrics} == metrics, told


def run_again(name):
    glue.start_crawler(Name=name)
    wait('crawler ' + name, lambda: glue.get_crawler(Name=name)['Crawler']['State'] == 'READY')
    last = glue.get_crawler(Name=name)['Crawler']['LastCrawl']
    assert last['Status'] == 'SUCCEEDED', last


def found(name):
    table = glue.get_table(DatabaseName='discovered', Name=name)['Table']
    columns = {c['Name']: c['Type'] for c in table['StorageDescriptor']['Columns']}
    return table, columns, [k['Name'] for k in table['PartitionKeys']]


def the_table_is_discovered_from_parquet():
    refused(glue.exceptions.EntityNotFoundException, lambda: glue.start_crawler(Name='parquet'))
    crawl(
        'parquet',
        's3://%s/nyctaxitrips/' % LAB_BUCKET,
        {'CrawlerName': 'parquet', 'TablesCreated': 1, 'TablesUpdated': 0},
    )
    table, columns, names = found('found_nyctaxitrips')
    assert columns == COLUMNS and names == KEYS, table
    assert table['Parameters']['classification'] == 'parquet', table
    counts = 'SELECT count(*), count(DISTINCT trip_id) FROM found_nyctaxitrips'
    assert ask(counts, 'discovered') == [[str(len(trips))] * 2]
    assert tell('SHOW PARTITIONS found_nyctaxitrips', 'discovered') == tell(
        'SHOW PARTITIONS nyctaxitrips', 'kinesislab'
    )
    # a second run changes nothing
    run_again('parquet')
    again, _, _ = found('found_nyctaxitrips')
    assert again['StorageDescriptor']['Columns'] == table['StorageDescriptor']['Columns'], again
    assert ask(counts, 'discovered') == [[str(len(trips))] * 2]


def the_table_is_discovered_from_json():
    stream('json-trips', LAB_BUCKET, {'Prefix': 'json/'})
    put('json-trips', trips)
    objects = flush('json-trips')
    crawl('json', 's3://%s/json/' % LAB_BUCKET, {'TablesCreated': 1})
    table, columns, names = found('found_json')
    assert names == ['partition_0', 'partition_1', 'partition_2', 'partition_3'], table
    assert {name: columns[name] for name in COLUMNS} == dict(COLUMNS, trip_id='int'), columns
    assert columns['vendor_id'] == 'string' and columns['rate_code'] == 'int', columns
    assert table['Parameters']['classification'] == 'json', table
    rows = ask(
        'SELECT count(*), round(sum(total_amount), 2), min(pickup_datetime) FROM found_json',
        'discovered',
    )
    first = min(trip['pickup_datetime'] for trip in trips)
    assert int(rows[0][0]) == len(trips) and float(rows[0][1]) == amount(trips), rows
    assert rows[0][2] == told_time(first), rows
    year = objects[0].split('/')[1]
    rows = ask("SELECT count(*) FROM found_json WHERE partition_0 = '%s'" % year, 'discovered')
    assert rows[0][0] != '0', (year, rows)
    glue.delete_crawler(Name='json')
    refused(glue.exceptions.EntityNotFoundException, lambda: glue.get_crawler(Name='json'))


bucket('py-results')
the_lab()
the_workshop()
the_table_is_discovered_from_parquet()
the_table_is_discovered_from_json()
print('done')
