-- Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
-- .ci/shells runs this in each shell of each PySpark. Rows that begin with 'answer' are compared.
SET spark.sql.catalog.kv=io.indexkv.spark.catalog.IndexKvCatalog;
SET spark.sql.catalog.kv.warehouse=stores;
SET spark.sql.autoBroadcastJoinThreshold=-1;

CREATE NAMESPACE kv.ref;

CREATE TABLE kv.ref.airports (iata STRING NOT NULL, city STRING, elevation INT) TBLPROPERTIES ('key' = 'iata');

INSERT INTO kv.ref.airports VALUES
  ('OSL', 'Oslo', 208), ('BGO', 'Bergen', 50), ('TRD', 'Trondheim', 17);

MERGE INTO kv.ref.airports t
USING (SELECT * FROM VALUES ('OSL', 'Oslo', 681), ('TOS', 'Tromsø', 31) AS s(iata, city, elevation)) s
ON t.iata = s.iata
WHEN MATCHED THEN UPDATE SET elevation = s.elevation
WHEN NOT MATCHED THEN INSERT *;

SELECT 'answer', 'after the merge', iata, city, elevation FROM kv.ref.airports ORDER BY iata;

CREATE TEMPORARY VIEW flights AS SELECT * FROM VALUES (1, 'OSL'), (2, 'TOS'), (3, 'XXX'), (4, NULL) AS f(id, origin);

EXPLAIN SELECT f.id, a.city FROM flights f LEFT JOIN kv.ref.airports a ON f.origin = a.iata;

SELECT 'answer', 'joined', f.id, a.city FROM flights f LEFT JOIN kv.ref.airports a ON f.origin = a.iata ORDER BY f.id;

SELECT 'answer', 'looked up', id, kv.ref.airports.lookup(origin).elevation FROM flights ORDER BY id;

UPDATE kv.ref.airports SET elevation = elevation + 1 WHERE iata = 'BGO';

DELETE FROM kv.ref.airports WHERE iata = 'TRD';

SELECT 'answer', 'after update and delete', iata, elevation FROM kv.ref.airports ORDER BY iata;

SELECT 'answer', 'after the insert', count(*), sum(elevation) FROM kv.ref.airports VERSION AS OF 2;

SELECT 'answer', 'after the merge', count(*), sum(elevation) FROM kv.ref.airports VERSION AS OF 3;

SELECT 'answer', 'newest', count(*), sum(elevation), max(_version) FROM kv.ref.airports;

CREATE TABLE indexkv.`by-path/prices` (sku BIGINT, price DECIMAL(9, 2)) TBLPROPERTIES ('key' = 'sku');

INSERT INTO indexkv.`by-path/prices` SELECT id, CAST(id AS DECIMAL(9, 2)) / 4 FROM range(1000);

SELECT 'answer', 'by path', count(*), sum(price) FROM indexkv.`by-path/prices`;

DROP TABLE kv.ref.airports PURGE;

DROP NAMESPACE kv.ref;
