/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import org.apache.spark.SparkConf
import org.apache.spark.sql.connector.{
  DeleteFromTableSuiteBase,
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
      "adds a column that is NOT NULL, which stored rows have no value for",
    "update with NOT NULL checks" -> "a store does not hold NOT NULL of a field of a struct yet")
}
