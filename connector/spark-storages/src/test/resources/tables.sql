-- A store's life as a table, in SQL alone. TablesScriptTest runs this script on each storage.
--
-- Below a statement is what it has to do. A statement with nothing below it gives no rows.
--   --> a | b      a row; an asterisk stands for any value
--   --~ text       the rows contain this text
--   --# 3 a/b      there are 3 files in the directory a/b of the warehouse and below

-- tables with a key

CREATE NAMESPACE kv.ref COMMENT 'reference data';

CREATE TABLE kv.ref.airports (
  iata STRING, city STRING, elevation INT, PRIMARY KEY (iata)
) COMMENT 'where flights begin and end';

CREATE TABLE kv.ref.routes (
  origin STRING, number INT, destination STRING, PRIMARY KEY (origin, number)
) TBLPROPERTIES ('codec' = 'zstd');

SHOW NAMESPACES IN kv;
--> ref
SHOW TABLES IN kv.ref;
--> ref | airports | false
--> ref | routes | false
DESCRIBE TABLE EXTENDED kv.ref.airports;
--~ PRIMARY KEY (iata)
--~ where flights begin and end

-- load: rows of the statement, and Parquet files on the same storage

INSERT INTO kv.ref.airports VALUES
  ('OSL', 'Oslo', 208), ('BGO', 'Bergen', 50), ('TRD', 'Trondheim', 17);

INSERT OVERWRITE DIRECTORY '${spark.sql.catalog.kv.warehouse}/_landing/airports' USING parquet
SELECT printf('A%03d', id) AS iata, concat('city ', id) AS city, CAST(id AS INT) AS elevation FROM range(1000);

CALL kv.system.import_parquet(
  table => 'ref.airports', source => '${spark.sql.catalog.kv.warehouse}/_landing/airports');
--> 1000 | 3

INSERT INTO kv.ref.routes VALUES ('OSL', 1, 'BGO'), ('OSL', 2, 'TRD'), ('BGO', 1, 'OSL'), ('XXX', 1, 'A007');

INSERT INTO kv.ref.routes SELECT 'OSL', 100 + id, printf('A%03d', id * 2) FROM range(700);

SELECT count(*), min(iata), max(iata), sum(elevation) FROM kv.ref.airports;
--> 1003 | A000 | TRD | 499775
SELECT count(*), count(DISTINCT origin) FROM kv.ref.routes WHERE number < 100;
--> 4 | 3

-- joins

EXPLAIN SELECT r.number, a.city FROM kv.ref.routes r JOIN kv.ref.airports a ON r.destination = a.iata;
--~ LookupJoin

SELECT count(*), count(a.iata), sum(a.elevation)
FROM kv.ref.routes r LEFT JOIN kv.ref.airports a ON r.destination = a.iata;
--> 704 | 504 | 249782

SELECT r.origin, r.number, a.city
FROM kv.ref.routes r JOIN kv.ref.airports a ON r.destination = a.iata WHERE r.number < 100 ORDER BY 1, 2;
--> BGO | 1 | Oslo
--> OSL | 1 | Bergen
--> OSL | 2 | Trondheim
--> XXX | 1 | city 7

-- a day's changes

CREATE TABLE kv.ref.changes TBLPROPERTIES ('key' = 'iata')
AS SELECT * FROM VALUES
  ('OSL', 'Oslo Gardermoen', 681, false), ('TRD', NULL, NULL, true), ('TOS', 'Tromsø', 31, false)
  AS t(iata, city, elevation, closed);

MERGE INTO kv.ref.airports t USING kv.ref.changes s ON t.iata = s.iata
WHEN MATCHED AND s.closed THEN DELETE
WHEN MATCHED THEN UPDATE SET city = s.city, elevation = s.elevation
WHEN NOT MATCHED THEN INSERT (iata, city, elevation) VALUES (s.iata, s.city, s.elevation);

SELECT * FROM kv.ref.airports WHERE iata >= 'B' ORDER BY iata;
--> BGO | Bergen | 50
--> OSL | Oslo Gardermoen | 681
--> TOS | Tromsø | 31

UPDATE kv.ref.airports SET elevation = elevation + 1 WHERE iata = 'BGO';
DELETE FROM kv.ref.airports WHERE city LIKE 'city 9%' AND elevation > 9;
UPDATE kv.ref.routes SET number = number + 1 WHERE origin = 'OSL';

SELECT count(*), max(elevation) FROM kv.ref.airports WHERE iata < 'B';
--> 890 | 899
SELECT min(number), max(number), count(*) FROM kv.ref.routes WHERE origin = 'OSL';
--> 2 | 800 | 702

-- older versions, tags, and back

SELECT count(*) FROM kv.ref.airports VERSION AS OF 3;
--> 1003
DECLARE VARIABLE loaded STRING;
SET VARIABLE loaded = (SELECT CAST(made_current_at AS STRING) FROM kv.ref.airports.history WHERE snapshot_id = 3);
DECLARE VARIABLE query = 'SELECT city FROM kv.ref.airports TIMESTAMP AS OF \'' || loaded || '\' WHERE iata = \'OSL\'';
EXECUTE IMMEDIATE query;
--> Oslo
CALL kv.system.create_tag(table => 'ref.airports', tag => 'loaded', snapshot_id => 3);
--> loaded | 3
SELECT city FROM kv.ref.airports VERSION AS OF 'loaded' WHERE iata = 'TRD';
--> Trondheim
CALL kv.system.rollback_to_snapshot(table => 'ref.airports', snapshot_id => 4);
--> 6 | 7
SELECT count(*) FROM kv.ref.airports;
--> 1003

-- columns

ALTER TABLE kv.ref.airports ADD COLUMN country STRING DEFAULT 'NO';
ALTER TABLE kv.ref.airports RENAME COLUMN elevation TO feet;
INSERT INTO kv.ref.airports VALUES ('SVO', 'Moscow', 622, 'RU');

SELECT iata, feet, country FROM kv.ref.airports WHERE iata IN ('SVO', 'OSL', 'A001') ORDER BY iata;
--> A001 | 1 | NO
--> OSL | 681 | NO
--> SVO | 622 | RU

-- facts

SELECT snapshot_id, parent_id, is_current_ancestor FROM kv.ref.airports.history WHERE snapshot_id BETWEEN 3 AND 7;
--> 3 | 2 | true
--> 4 | 3 | true
--> 5 | 4 | false
--> 6 | 5 | false
--> 7 | 6 | true
SELECT snapshot_id, operation FROM kv.ref.airports.snapshots WHERE snapshot_id IN (3, 7);
--> 3 | upsert
--> 7 | rollback
SELECT * FROM kv.ref.airports.refs;
--> loaded | TAG | 3
SELECT sum(record_count), max(layer) FROM kv.ref.airports.files;
--> * | 3
SELECT key, value FROM kv.ref.routes.properties WHERE key = 'codec';
--> codec | zstd

-- maintenance: the tagged version and the newest one stay, each with one file or a few

CALL kv.system.compact(table => 'ref.airports');
--> * | 1 | * | * | 11
CALL kv.system.verify(table => 'ref.airports');
--> 11 | 1 | * | 0 | []
CALL kv.system.expire_snapshots(table => 'ref.airports', older_than => current_timestamp() + INTERVAL 1 DAY);
--> 9
CALL kv.system.delete_tag(table => 'ref.airports', tag => 'loaded');
--> true
CALL kv.system.expire_snapshots(table => 'ref.airports', older_than => current_timestamp() + INTERVAL 1 DAY);
--> 1
CALL kv.system.vacuum(table => 'ref.airports');
--> 0 | 0
CALL kv.system.vacuum(table => 'ref.airports', older_than => current_timestamp());
--> * | *
--# 1 ref/airports/data
SELECT count(*), sum(feet) FROM kv.ref.airports;
--> 1004 | *
SELECT snapshot_id FROM kv.ref.airports.snapshots;
--> 11

-- a table in a place of its own

CREATE TABLE kv.ref.prices (sku BIGINT, price DECIMAL(9, 2), PRIMARY KEY (sku))
LOCATION '${spark.sql.catalog.kv.warehouse}/_elsewhere/prices';
INSERT INTO kv.ref.prices VALUES (1, 9.90), (2, 19.90);
DROP TABLE kv.ref.prices;
SELECT * FROM indexkv.`${spark.sql.catalog.kv.warehouse}/_elsewhere/prices` ORDER BY sku;
--> 1 | 9.90
--> 2 | 19.90
--# 0 ref/prices

-- the end: nothing is left

DROP TABLE indexkv.`${spark.sql.catalog.kv.warehouse}/_elsewhere/prices` PURGE;
--# 0 _elsewhere/prices
DROP TABLE kv.ref.routes;
--# 0 ref/routes
DROP TABLE kv.ref.airports PURGE;
--# 0 ref/airports
DROP TABLE kv.ref.changes;
SHOW TABLES IN kv.ref;
DROP NAMESPACE kv.ref;
SHOW NAMESPACES IN kv;
--# 0 ref
