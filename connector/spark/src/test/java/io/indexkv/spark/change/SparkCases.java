/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tests of two suites of Spark 3.5.9 that any table has to pass. */
final class SparkCases {
  private static final String INSERT = "InsertIntoTests";
  private static final String DELETE = "DeleteFromTests";

  private static final String PARTITIONS = "names partitions, which a store does not have";
  private static final String ABLE = "expects an error, but a store does what it asks for";
  private static final String OTHER = "has a table of another kind";

  private static final String THREE = "values (11L, 'red'), (12L, 'green'), (13L, 'blue')";
  private static final String TWO = "values (12L, 'old'), (14L, 'older')";
  private static final String[] THREE_ROWS = {"[11,red]", "[12,green]", "[13,blue]"};
  private static final String REVERSED =
      "select id as data, data as id from (" + THREE + ") as t(id, data)";
  private static final String STATIC = "static";
  private static final String DYNAMIC = "dynamic";
  private static final String NOT_DYNAMIC = "does not support dynamic overwrite";

  private SparkCases() {}

  static List<SparkCase> all() {
    List<SparkCase> all = new ArrayList<>(inserts());
    all.addAll(insertsOfSql());
    all.addAll(deletes());
    return all;
  }

  private static List<SparkCase> inserts() {
    return List.of(
        insert("insertInto: append").after("append:" + THREE).has(THREE_ROWS),
        insert("insertInto: append by position").after("append:" + REVERSED).has(THREE_ROWS),
        insert("insertInto: append partitioned table").after("append:" + THREE).has(THREE_ROWS),
        insert("insertInto: overwrite non-partitioned table")
            .after("append:" + TWO, "overwrite:" + THREE)
            .has(THREE_ROWS),
        insert("insertInto: overwrite partitioned table in static mode")
            .overwritesBy(STATIC)
            .after("append:" + TWO, "overwrite:" + THREE)
            .has(THREE_ROWS),
        insert("insertInto: overwrite partitioned table in static mode by position")
            .overwritesBy(STATIC)
            .after("append:" + TWO, "overwrite:" + REVERSED)
            .has(THREE_ROWS),
        SparkCase.of(
                INSERT,
                "insertInto: fails when missing a column",
                "id bigint, data string, missing string",
                "id")
            .after("append:" + THREE)
            .failsWith("INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS"),
        insert("insertInto: fails when an extra column is present")
            .after("append:select 11L as id, 'red' as data, 'round' as form")
            .failsWith("INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS"),
        insert("insertInto: overwrite partitioned table in dynamic mode")
            .overwritesBy(DYNAMIC)
            .after("insert into %s " + TWO, "insert overwrite %s " + THREE)
            .failsWith(NOT_DYNAMIC)
            .has("[12,old]", "[14,older]"),
        insert("insertInto: overwrite partitioned table in dynamic mode by position")
            .overwritesBy(DYNAMIC)
            .after("insert into %s " + TWO, "insert overwrite %s " + REVERSED)
            .failsWith(NOT_DYNAMIC)
            .has("[12,old]", "[14,older]"));
  }

  private static List<SparkCase> insertsOfSql() {
    List<SparkCase> cases = new ArrayList<>();
    cases.add(
        insert("InsertInto: when the table doesn't exist")
            .after("insert into %s_missing values (12L, 'old')")
            .failsWith("TABLE_OR_VIEW_NOT_FOUND"));
    cases.add(
        insert("InsertInto: overwrite - missing clause - static mode")
            .overwritesBy(STATIC)
            .after("insert into %s " + TWO, "insert overwrite table %s " + THREE)
            .has(THREE_ROWS));
    cases.add(
        insert("InsertInto: overwrite - missing clause - dynamic mode")
            .overwritesBy(DYNAMIC)
            .after("insert into %s " + TWO, "insert overwrite table %s " + THREE)
            .failsWith(NOT_DYNAMIC)
            .has("[12,old]", "[14,older]"));
    cases.add(
        insert("do not double insert on INSERT INTO collect()")
            .after("often:insert into table %s " + THREE)
            .lookingAt("select count(*), max(snapshot_id) from %s.history")
            .has("[2,2]"));
    Stream.of(
            "InsertInto: append to partitioned table - static clause",
            "InsertInto: overwrite - dynamic clause - static mode",
            "InsertInto: overwrite - dynamic clause - dynamic mode",
            "InsertInto: overwrite - static clause",
            "InsertInto: overwrite - mixed clause - static mode",
            "InsertInto: overwrite - mixed clause reordered - static mode",
            "InsertInto: overwrite - implicit dynamic partition - static mode",
            "InsertInto: overwrite - mixed clause - dynamic mode",
            "InsertInto: overwrite - mixed clause reordered - dynamic mode",
            "InsertInto: overwrite - implicit dynamic partition - dynamic mode",
            "InsertInto: overwrite - multiple static partitions - dynamic mode",
            "SPARK-34599: InsertInto: overwrite - dot in the partition column name - static mode")
        .forEach(name -> cases.add(SparkCase.skip(INSERT, name, PARTITIONS)));
    return cases;
  }

  private static List<SparkCase> deletes() {
    String filled = "insert into %s values (12L, 'red', 2), (12L, 'green', 3), (13L, 'blue', 3)";
    return List.of(
        delete("DeleteFrom with v2 filtering: basic - delete all").after(filled, "delete from %s"),
        delete("DeleteFrom with v2 filtering: basic - delete with where clause")
            .after(filled, "delete from %s where id = 12")
            .has("[13,blue,3]"),
        delete("DeleteFrom with v2 filtering: delete from aliased target table")
            .after(filled, "delete from %s as t where t.id = 12")
            .has("[13,blue,3]"),
        delete("DeleteFrom with v2 filtering: normalize attribute names")
            .after(filled, "delete from %s as t where t.ID = 12")
            .has("[13,blue,3]"),
        SparkCase.skip(DELETE, "DeleteFrom with v2 filtering: fail if has subquery", ABLE),
        SparkCase.skip(
            DELETE, "DeleteFrom with v2 filtering: delete with unsupported predicates", ABLE),
        SparkCase.skip(DELETE, "DeleteFrom: DELETE is only supported with v2 tables", OTHER),
        delete("SPARK-33652: DeleteFrom should refresh caches referencing the table")
            .after(
                filled,
                "cache table cached_ids as select id from %s",
                "delete from %s where id = 12")
            .lookingAt("select * from cached_ids")
            .has("[13]"));
  }

  private static SparkCase insert(String name) {
    return SparkCase.of(INSERT, name, "id bigint, data string", "id");
  }

  private static SparkCase delete(String name) {
    return SparkCase.of(DELETE, name, "id bigint, data string, p int", "id,p");
  }
}
