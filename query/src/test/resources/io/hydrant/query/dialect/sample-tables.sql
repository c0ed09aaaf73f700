-- Rows of the sample tables, in the engine's dialect; hidden columns too.
CREATE TABLE lab_trips AS SELECT * FROM (VALUES
(1::BIGINT, 'ann', 7, 1::SMALLINT, 10.5::DOUBLE, 3.25::DECIMAL(10,2), TIMESTAMP '2026-01-02 03:04:05.678', true, 0.5::FLOAT, '2026', '01', 1, 's3://b/1', 100::BIGINT),
(2, 'bob', 2, 2, 20.0, 4.50, TIMESTAMP '2026-01-15 10:00:00', false, 1.5, '2026', '01', 2, 's3://b/2', 200),
(3, 'cid', NULL, 3, -1.5, NULL, TIMESTAMP '2026-02-28 23:59:59.999', NULL, NULL, '2026', '02', 1, 's3://b/3', 300),
(4, 'ann', 4, 4, 2.5, 1.00, TIMESTAMP '2025-12-31 12:00:00', true, 2.5, '2025', '12', 3, 's3://b/4', 400)
) t(id, rider, n, small, amount, fare, pickup, paid, ratio, year, month, zone, "$path", "$file_size");

CREATE TABLE lab_events AS SELECT * FROM (VALUES
(1::BIGINT, ['a','b'], [3,1,2], MAP{'x':1,'y':2}, {'city':'Oslo','zip':150}, [{'name':'s1','at':1},{'name':'s2','at':2}], '{"a":{"b":[1,2,{"c":"x"}]},"n":5,"s":"t"}', DATE '2026-01-31'),
(2, [], [10], MAP{'z':9}, {'city':'Rome','zip':1}, [], 'not json', DATE '2024-02-29'),
(3, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
) t(id, tags, scores, attrs, info, stops, doc, day);

CREATE TABLE kinesislab_nyctaxitrips AS SELECT * FROM (VALUES
(40.5::DOUBLE, -73.25::DOUBLE, 40.75::DOUBLE, -73.5::DOUBLE, 1::BIGINT, 2.5::DOUBLE, 2, TIMESTAMP '2026-01-02 03:10:00', TIMESTAMP '2026-01-02 03:30:30', 12.5::DOUBLE, '2026', '01', '02', '03'),
(40.6, -73.5, 40.5, -73.25, 2, 1.0, 1, TIMESTAMP '2026-01-02 03:59:59', TIMESTAMP '2026-01-02 04:01:00', 7.0, '2026', '01', '02', '03'),
(40.7, -73.5, 40.5, -73.25, 3, 10.0, 6, TIMESTAMP '2026-01-02 04:00:00', TIMESTAMP '2026-01-02 05:00:00', 30.0, '2026', '01', '02', '04')
) t(pickup_latitude, pickup_longitude, dropoff_latitude, dropoff_longitude, trip_id, trip_distance, passenger_count, pickup_datetime, dropoff_datetime, total_amount, year, month, day, hour);

