/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import java.util

import org.apache.spark.SparkConf
import org.apache.spark.sql.{DataFrame, DSV2SQLInsertTestSuite, QueryTest, SaveMode}
import org.apache.spark.sql.connector.{AlterTableTests, FakeV2Provider, InsertIntoTests}
import org.apache.spark.sql.connector.catalog.{Column, Identifier, Table, TableCapability, TableCatalog}
import org.apache.spark.sql.test.SharedSparkSession

class AlterStoreSuite extends QueryTest with AlterTableTests with Stores {
  override protected val catalogAndNamespace: String = "cat.ns1."
  override protected val v2Format: String = classOf[FakeV2Provider].getName

  override def original: String = "AlterTableTests"

  override def sparkConf: SparkConf = catalogOfStores(super.sparkConf, "cat", classOf[KeyedCatalog])

  /** The columns of a table. The key is NOT NULL, which the statements of the suite do not say. */
  override protected def getTableMetadata(tableName: String): Table = {
    val stored = spark.sessionState.catalogManager.catalog("cat").asInstanceOf[TableCatalog]
      .loadTable(Identifier.of(Array("ns1"), tableName.split('.').last))
    new Table {
      override def name: String = stored.name
      override def properties: util.Map[String, String] = stored.properties
      override def capabilities: util.Set[TableCapability] = stored.capabilities
      override def columns: Array[Column] = stored.columns.map { column =>
        Column.create(
          column.name, column.dataType, true, column.comment, column.defaultValue, column.metadataInJSON)
      }
    }
  }

  override def afterEach(): Unit = {
    sql("DROP TABLE IF EXISTS cat.ns1.table_name")
    super.afterEach()
  }

  private def inside = Seq(
    "SPARK-30814: add column with position referencing new columns being added",
    "AlterTable: update column position",
    "AlterTable: add nested column",
    "AlterTable: add nested column to map key",
    "AlterTable: add nested column to map value",
    "AlterTable: add nested column to array element",
    "AlterTable: add nested column with comment",
    "AlterTable: update nested type float -> double",
    "AlterTable: update column array element type",
    "AlterTable: update column map value type",
    "AlterTable: update nested type in map key",
    "AlterTable: update nested type in map value",
    "AlterTable: update nested type in array",
    "AlterTable: update nested column comment",
    "AlterTable: update nested column comment in map key",
    "AlterTable: update nested column comment in map value",
    "AlterTable: update nested column comment in array",
    "AlterTable: rename nested column",
    "AlterTable: rename nested column in map key",
    "AlterTable: rename nested column in map value",
    "AlterTable: rename nested column in array element",
    "AlterTable: drop nested column",
    "AlterTable: drop nested column in map key",
    "AlterTable: drop nested column in map value",
    "AlterTable: drop nested column in array element",
    "Alter table add nested column")
    .map(_ -> "changes a field inside of a column, and a store changes whole columns only")

  override def skipped: Map[String, String] = inside.toMap ++ Map(
    "SPARK-45075: ALTER COLUMN with invalid default value" ->
      "has a table of another kind",
    "AlterTable: change rejected by implementation" ->
      "drops the key, and expects the words of Spark's table in memory",
    "AlterTable: add column with NOT NULL" ->
      "adds a column that is NOT NULL, which stored rows have no value for",
    "AlterTable: add column with position" ->
      "its only column is a struct, which cannot be the key",
    "AlterTable: add column - new column should not exist" ->
      "expects a message in which the key may be null",
    "AlterTable: update column type int -> long" ->
      "changes the type of the key",
    "AlterTable: SET/DROP NOT NULL" ->
      "makes the key nullable",
    "AlterTable: alter multiple columns/fields in the same command" ->
      "changes the type of the key",
    "AlterTable: cannot alter parent and child fields in the same command" ->
      "its first column is an array, which cannot be the key",
    "AlterTable: rename column - new name should not exist" ->
      "expects a message in which the key may be null",
    "AlterTable: drop mixed existing/non-existing columns using IF EXISTS" ->
      "drops the key",
    "AlterTable: set table property" ->
      "sets a property whose name has no dot",
    "AlterTable: remove table property" ->
      "sets a property whose name has no dot",
    "AlterTable: replace columns" ->
      "replaces the key by another column")
}

class InsertIntoStoreSuite
    extends InsertIntoTests(supportsDynamicOverwrite = false, includeSQLOnlyTests = true)
    with SharedSparkSession
    with Stores {
  override protected val catalogAndNamespace: String = "cat.ns1."
  override protected val v2Format: String = classOf[FakeV2Provider].getName

  override def sparkConf: SparkConf = catalogOfStores(super.sparkConf, "cat", classOf[KeyedCatalog])

  override def afterEach(): Unit = {
    sql("DROP TABLE IF EXISTS cat.ns1.tbl")
    super.afterEach()
  }

  override protected def doInsert(tableName: String, insert: DataFrame, mode: SaveMode): Unit = {
    val view = "rows_to_insert"
    withTempView(view) {
      insert.createOrReplaceTempView(view)
      sql(s"INSERT ${if (mode == SaveMode.Overwrite) "OVERWRITE" else "INTO"} $tableName SELECT * FROM $view")
    }
  }

  override protected def verifyTable(tableName: String, expected: DataFrame): Unit =
    checkAnswer(spark.table(tableName), expected)

  private def partitions = Seq(
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
    .map(_ -> "names partitions, which a store does not have")

  override def skipped: Map[String, String] = partitions.toMap
}

class SqlInsertStoreSuite extends DSV2SQLInsertTestSuite with Stores {
  override def sparkConf: SparkConf = catalogOfStores(super.sparkConf, "testcat", classOf[KeyedCatalog])

  private def partitions = Seq(
    "insert with column list - follow table output order + partitioned table",
    "insert with column list - by name + partitioned table",
    "insert overwrite with column list - by name + partitioned table",
    "insert with column list - table output reorder + partitioned table",
    "SPARK-34223: static partition with null raise NPE",
    "SPARK-33474: Support typed literals as partition spec values",
    "SPARK-34556: checking duplicate static partition columns should respect case sensitive conf",
    "SPARK-30844: static partition should also follow StoreAssignmentPolicy",
    "SPARK-41982: treat the partition field as string literal when keepPartitionSpecAsStringLiteral is enabled",
    "static partition column name should not be used in the column list")
    .map(_ -> "names partitions, which a store does not have")

  override def skipped: Map[String, String] = partitions.toMap ++ Map(
    "insert by name: mismatch column name" ->
      "expects the error for a column that may be null, but leaves out the key")
}
