/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import org.apache.spark.SparkConf
import org.apache.spark.sql.execution.command.v2

/** Suites of commands. */
trait CommandStores extends v2.CommandSuiteBase with Stores {
  override def sparkConf: SparkConf =
    Seq(catalog, nonPartitionCatalog, atomicCatalog).foldLeft(super.sparkConf) { (conf, name) =>
      catalogOfStores(conf, name, classOf[KeyedCatalog])
    }

  override def skipped: Map[String, String] = Map()
}

class AlterNamespaceSetPropertiesStoreSuite extends v2.AlterNamespaceSetPropertiesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "test reserved properties" ->
      "gives a namespace a place of its own")
}

class AlterNamespaceUnsetPropertiesStoreSuite extends v2.AlterNamespaceUnsetPropertiesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "test reserved properties" ->
      "gives a namespace a place of its own")
}

class AlterTableAddColumnsStoreSuite extends v2.AlterTableAddColumnsSuite with CommandStores

class AlterTableDropColumnStoreSuite extends v2.AlterTableDropColumnSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "drop column" ->
      "expects the first column to be nullable, but it is the key",
    "drop nested column" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "drop nested column in map key" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "drop nested column in map value" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "drop nested column in array element" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "nested drop column must exist if required" ->
      "expects the first column to be nullable, but it is the key",
    "drop mixed existing/non-existing columns using IF EXISTS" ->
      "drops the key")
}

class AlterTableRenameColumnStoreSuite extends v2.AlterTableRenameColumnSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "rename column" ->
      "expects the first column to be nullable, but it is the key",
    "rename nested column" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "rename nested column in map key" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "rename nested column in map value" ->
      "changes a field inside of a column, and a store changes whole columns only",
    "rename nested column in array element" ->
      "changes a field inside of a column, and a store changes whole columns only")
}

class AlterTableRenameStoreSuite extends v2.AlterTableRenameSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "SPARK-37963: preserve partition info" ->
      "names partitions, which a store does not have")
}

class AlterTableReplaceColumnsStoreSuite extends v2.AlterTableReplaceColumnsSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "SPARK-37304: Replace columns by ANSI intervals" ->
      "its first column is an interval, which cannot be the key")
}

class AlterTableSetTblPropertiesStoreSuite extends v2.AlterTableSetTblPropertiesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "alter table set properties" ->
      "expects a table without properties, but a store has its key and its place")
}

class AlterTableUnsetTblPropertiesStoreSuite extends v2.AlterTableUnsetTblPropertiesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "alter table unset properties" ->
      "expects a table without properties, but a store has its key and its place",
    "alter table unset non-existent properties" ->
      "sets a property whose name has no dot")
}

class CreateNamespaceStoreSuite extends v2.CreateNamespaceSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "namespace with location" ->
      "gives a namespace a place of its own")
}

class DescribeNamespaceStoreSuite extends v2.DescribeNamespaceSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "DescribeNamespace using v2 catalog" ->
      "gives a namespace a place of its own")
}

class DescribeTableStoreSuite extends v2.DescribeTableSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "DESCRIBE TABLE of a partitioned table" ->
      "names partitions, which a store does not have",
    "describe a clustered table" ->
      "names clustering columns, which a store does not have",
    "describe a clustered table - alter table cluster by" ->
      "names clustering columns, which a store does not have",
    "describe a clustered table - alter table cluster by none" ->
      "names clustering columns, which a store does not have",
    "describe a clustered table - dataframe writer v1" ->
      "names clustering columns, which a store does not have",
    "describe a clustered table - dataframe writer v2" ->
      "names clustering columns, which a store does not have",
    "DESCRIBE TABLE EXTENDED with collation specified = true" ->
      "has a collated string, which a store does not have",
    "DESCRIBE TABLE of a partitioned table by nested columns" ->
      "names partitions, which a store does not have",
    "DESCRIBE TABLE EXTENDED of a partitioned table" ->
      "names partitions, which a store does not have",
    "describe extended (formatted) a column" ->
      "inserts null into its first column, which is the key",
    "describe extended table with stats" ->
      "inserts null into its first column, which is the key",
    "desc table constraints" ->
      "has constraints, which a store does not have but for its key",
    "describe table with column having only current default value" ->
      "sets a property whose name has no dot")
}

class DropNamespaceStoreSuite extends v2.DropNamespaceSuite with CommandStores

class DropTableStoreSuite extends v2.DropTableSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "purge option" ->
      "expects an error, but a store is purged")
}

class ShowColumnsStoreSuite extends v2.ShowColumnsSuite with CommandStores

class ShowNamespacesStoreSuite extends v2.ShowNamespacesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "IN namespace doesn't exist" ->
      "expects an empty list, but our catalog says that the namespace is missing")
}

class ShowTablesStoreSuite extends v2.ShowTablesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "show table extended with a not existing partition" ->
      "names partitions, which a store does not have",
    "show table extended in non-partitioned table" ->
      "names partitions, which a store does not have",
    "show table extended in multi partition key - the command's partition parameters are complete" ->
      "names partitions, which a store does not have",
    "show table extended in multi partition key - the command's partition parameters are incomplete" ->
      "names partitions, which a store does not have",
    "show table extended in multi tables" ->
      "expects a table without a place",
    "show table extended with temp views" ->
      "expects the first column to be nullable, but it is the key",
    "show table extended: the display order of the columns is different in v1 and v2" ->
      "names partitions, which a store does not have")
}

class ShowTblPropertiesStoreSuite extends v2.ShowTblPropertiesSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "SHOW TBLPROPERTIES BASIC" ->
      "sets a property whose name has no dot",
    "SHOW TBLPROPERTIES(KEY)" ->
      "sets a property whose name has no dot",
    "SHOW TBLPROPERTIES(KEY) KEY NOT FOUND" ->
      "sets a property whose name has no dot",
    "KEEP THE LEGACY OUTPUT SCHEMA" ->
      "sets a property whose name has no dot")
}

class TruncateTableStoreSuite extends v2.TruncateTableSuite with CommandStores {
  override def skipped: Map[String, String] = Map(
    "SPARK-34418: truncate partitioned tables" ->
      "names partitions, which a store does not have",
    "truncate a partition of non partitioned table" ->
      "names partitions, which a store does not have",
    "SPARK-34418: preserve partitions in truncated table" ->
      "names partitions, which a store does not have",
    "case sensitivity in resolving partition specs" ->
      "names partitions, which a store does not have",
    "truncation of views is not allowed" ->
      "names partitions, which a store does not have",
    "keep dependents as cached after table truncation" ->
      "names partitions, which a store does not have")
}

object CommandSuites {
  def all: Seq[Stores] = Seq(
    new AlterNamespaceSetPropertiesStoreSuite,
    new AlterNamespaceUnsetPropertiesStoreSuite,
    new AlterTableAddColumnsStoreSuite,
    new AlterTableDropColumnStoreSuite,
    new AlterTableRenameColumnStoreSuite,
    new AlterTableRenameStoreSuite,
    new AlterTableReplaceColumnsStoreSuite,
    new AlterTableSetTblPropertiesStoreSuite,
    new AlterTableUnsetTblPropertiesStoreSuite,
    new CreateNamespaceStoreSuite,
    new DescribeNamespaceStoreSuite,
    new DescribeTableStoreSuite,
    new DropNamespaceStoreSuite,
    new DropTableStoreSuite,
    new ShowColumnsStoreSuite,
    new ShowNamespacesStoreSuite,
    new ShowTablesStoreSuite,
    new ShowTblPropertiesStoreSuite,
    new TruncateTableStoreSuite)
}
