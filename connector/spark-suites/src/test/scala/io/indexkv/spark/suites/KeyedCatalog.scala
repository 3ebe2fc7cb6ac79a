/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import java.util

import scala.jdk.CollectionConverters._

import org.apache.spark.sql.connector.catalog.{Identifier, StagedTable, Table}
import org.apache.spark.sql.connector.expressions.Transform
import org.apache.spark.sql.types.StructType

import io.indexkv.spark.catalog.IndexKvCatalog

/**
 * A catalog of stores that takes what the suites create: tables that name no key have their first column as key.
 * Partitions are left out, a namespace is made with its first table and with those above it, and the format of Spark's
 * tables is ours.
 */
class KeyedCatalog extends IndexKvCatalog {

  override def createTable(
      ident: Identifier,
      schema: StructType,
      partitions: Array[Transform],
      properties: util.Map[String, String]): Table = {
    createNamespaces(ident)
    super.createTable(ident, schema, Array.empty, keyed(schema, properties))
  }

  override def createNamespace(namespace: Array[String], properties: util.Map[String, String]): Unit = {
    above(namespace).filter(_.length < namespace.length).foreach(super.createNamespace(_, util.Map.of()))
    super.createNamespace(namespace, properties)
  }

  override def stageCreate(
      ident: Identifier,
      schema: StructType,
      partitions: Array[Transform],
      properties: util.Map[String, String]): StagedTable = {
    createNamespaces(ident)
    super.stageCreate(ident, schema, Array.empty, keyed(schema, properties))
  }

  override def stageReplace(
      ident: Identifier,
      schema: StructType,
      partitions: Array[Transform],
      properties: util.Map[String, String]): StagedTable =
    super.stageReplace(ident, schema, Array.empty, keyed(schema, properties))

  override def stageCreateOrReplace(
      ident: Identifier,
      schema: StructType,
      partitions: Array[Transform],
      properties: util.Map[String, String]): StagedTable = {
    createNamespaces(ident)
    super.stageCreateOrReplace(ident, schema, Array.empty, keyed(schema, properties))
  }

  /** What of the properties a store takes, and its key. */
  private def keyed(schema: StructType, properties: util.Map[String, String]): util.Map[String, String] = {
    val kept = properties.asScala.toMap - "provider"
    val key = if (kept.contains("key")) Map.empty else Map("key" -> s"`${schema.head.name.replace("`", "``")}`")
    (kept ++ key).asJava
  }

  private def createNamespaces(ident: Identifier): Unit =
    above(ident.namespace).foreach(super.createNamespace(_, util.Map.of()))

  /** What is missing of a namespace and those above it, the topmost first. */
  private def above(namespace: Array[String]): Seq[Array[String]] =
    namespace.inits.toSeq.reverse.filter(_.nonEmpty).filterNot(namespaceExists)
}
