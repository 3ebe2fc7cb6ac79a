/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import org.apache.spark.sql.connector.catalog.{
  Column,
  Identifier,
  InMemoryRowLevelOperationTableCatalog,
  Table,
  TableCatalogCapability,
  TableChange,
  TableInfo,
  TableWritePrivilege
}
import org.apache.spark.sql.connector.expressions.Transform
import org.apache.spark.sql.util.CaseInsensitiveStringMap

/**
 * A catalog whose tables are stores, and whose type is that of the catalog in memory, which the suites about rows
 * name. Nothing of the catalog in memory is used.
 */
class RowLevelCatalog extends InMemoryRowLevelOperationTableCatalog {
  private val stores = new KeyedCatalog

  override def initialize(name: String, options: CaseInsensitiveStringMap): Unit = {
    super.initialize(name, CaseInsensitiveStringMap.empty())
    stores.initialize(name, options)
  }

  override def capabilities: java.util.Set[TableCatalogCapability] = stores.capabilities

  override def loadTable(ident: Identifier): Table = stores.loadTable(ident)

  override def loadTable(ident: Identifier, privileges: java.util.Set[TableWritePrivilege]): Table =
    stores.loadTable(ident)

  override def loadTable(ident: Identifier, version: String): Table = stores.loadTable(ident, version)

  override def loadTable(ident: Identifier, timestamp: Long): Table = stores.loadTable(ident, timestamp)

  override def tableExists(ident: Identifier): Boolean = stores.tableExists(ident)

  override def createTable(ident: Identifier, info: TableInfo): Table = stores.createTable(ident, info)

  override def createTable(
      ident: Identifier,
      columns: Array[Column],
      partitions: Array[Transform],
      properties: java.util.Map[String, String]): Table =
    stores.createTable(ident, columns, partitions, properties)

  override def alterTable(ident: Identifier, changes: TableChange*): Table = stores.alterTable(ident, changes: _*)

  override def dropTable(ident: Identifier): Boolean = stores.dropTable(ident)

  override def purgeTable(ident: Identifier): Boolean = stores.purgeTable(ident)

  override def renameTable(from: Identifier, to: Identifier): Unit = stores.renameTable(from, to)

  override def listTables(namespace: Array[String]): Array[Identifier] = stores.listTables(namespace)
}
