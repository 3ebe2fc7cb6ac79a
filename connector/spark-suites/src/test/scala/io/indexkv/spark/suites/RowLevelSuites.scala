/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import org.apache.spark.SparkConf
import org.apache.spark.sql.connector.{
  DeleteFromTableSuiteBase,
  MergeIntoTableSuiteBase,
  RowLevelOperationSuiteBase,
  UpdateTableSuiteBase
}

/** Suites that change rows. They set their catalog before each test. */
trait RowLevelStores extends RowLevelOperationSuiteBase with Stores {

  override def sparkConf: SparkConf =
    catalogOfStores(super.sparkConf, "cat", classOf[RowLevelCatalog])

  override def beforeEach(): Unit = {
    super.beforeEach()
    spark.conf.set("spark.sql.catalog.cat", classOf[RowLevelCatalog].getName)
  }

  override def afterEach(): Unit = {
    sql("DROP TABLE IF EXISTS cat.ns1.test_table")
    super.afterEach()
  }
}

class DeleteFromStoreSuite extends DeleteFromTableSuiteBase with RowLevelStores {
  override def skipped: Map[String, String] = Map(
    "delete from table with table constraints" -> "has a CHECK, which a store does not have",
    "delete without condition executed as delete with filters" -> "asks for a plan: a store is truncated",
    "delete with supported predicates gets converted into delete with filters" ->
      "asks for a plan: a store deletes by key")
}

class UpdateStoreSuite extends UpdateTableSuiteBase with RowLevelStores {
  override def skipped: Map[String, String] = Map(
    "update table with expression-based default values" ->
      "adds a column that is NOT NULL, which stored rows have no value for")
}

class MergeIntoStoreSuite extends MergeIntoTableSuiteBase with RowLevelStores {
  override protected def deltaMerge: Boolean = true

  private def inside = Seq(
    "merge into schema evolution type widening nested struct from int to long",
    "merge into schema evolution type widening in array from int to long",
    "merge into schema evolution type widening in map from int to long",
    "merge into schema evolution add column with nested struct and set explicit columns",
    "merge into schema evolution add column with nested struct and set all columns",
    "merge into schema evolution replace column with nested struct and set explicit columns",
    "merge into schema evolution replace column with nested struct and set all columns",
    "merge into schema evolution replace column with nested struct and update top level struct",
    "merge into schema evolution add column for struct in array and set all columns",
    "merge into schema evolution add column for struct in map and set all columns",
    "merge into schema evolution replace column for struct in map and set all columns",
    "merge into schema evolution replace column for struct in map and set explicit columns",
    "merge into schema evolution replace column for struct in array and set all columns",
    "merge into schema evolution replace column for struct in array and set explicit columns",
    "Merge schema evolution should only evolve referenced struct field when source has multiple new struct fields",
    "Merge schema evolution should evolve when directly assigning struct with new field:UPDATE",
    "Merge schema evolution should evolve when directly assigning struct with new field: INSERT",
    "merge null struct with schema evolution - source with missing and extra nested fields",
    "merge null struct with non-nullable nested field - source with missing and extra nested fields",
    "merge schema evolution add column with nested struct and set explicit columns using dataframe API",
    "merge schema evolution add column with nested struct and set all columns using dataframe API",
    "merge schema evolution replace column with nested struct and set explicit columns using dataframe API",
    "merge schema evolution replace column with nested struct and set all columns using dataframe API",
    "merge schema evolution replace column with nested struct and update top level struct using dataframe API",
    "merge null struct with schema evolution - source with missing and extra nested fields using dataframe API")
    .map(_ -> "changes a field inside of a column, and a store changes whole columns only")

  private def summaries = Seq(
    "Merge metrics with matched clause",
    "Merge metrics with matched and not matched clause",
    "Merge metrics with matched and not matched by source clauses: update",
    "Merge metrics with matched and not matched by source clauses: delete",
    "Merge metrics with matched, not matched, and not matched by source clauses: update",
    "Merge metrics with matched, not matched, and not matched by source clauses: delete",
    "SPARK-52689: V2 write metrics for merge")
    .map(_ -> "asks Spark's table in memory for the summary of its commit")

  private def switches = Seq(
    "Merge schema evolution new column with set explicit column",
    "Merge schema evolution new column with set all columns",
    "Merge schema evolution replacing column with set all column",
    "Merge schema evolution replacing column with default value and set all column",
    "Merge schema evolution replacing column with set explicit column",
    "merge into schema evolution type widening from short to int")
    .map(_ -> "turns WITH SCHEMA EVOLUTION off by a property of Spark's table in memory")

  override def skipped: Map[String, String] = (inside ++ summaries ++ switches).toMap ++ Map(
    "some target filters are evaluated on data source side" ->
      "asks for a plan: Spark checks a filter on a column that is no key once more",
    "merge with struct missing nested field with check constraint" ->
      "has a CHECK, which a store does not have")
}
