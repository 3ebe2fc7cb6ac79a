/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import java.nio.file.Files

import org.scalactic.source.Position
import org.scalatest.Tag

import org.apache.spark.{SparkConf, SparkFunSuite}
import org.apache.spark.sql.internal.StaticSQLConf

/** A suite of Spark with stores for its tables. */
trait Stores extends SparkFunSuite {

  /** The name of Spark's suite. */
  def original: String = getClass.getSuperclass.getSimpleName

  /** The tests that a store cannot pass, by their names, with the reason. */
  def skipped: Map[String, String]

  override def test(name: String, tags: Tag*)(body: => Any)(implicit position: Position): Unit =
    if (skipped.contains(name) && !Stores.all) ignore(name, tags: _*)(body) else super.test(name, tags: _*)(body)

  /** A catalog of stores in a new directory. */
  protected def catalogOfStores(conf: SparkConf, name: String, kind: Class[_]): SparkConf =
    conf
      .set(s"spark.sql.catalog.$name", kind.getName)
      .set(s"spark.sql.catalog.$name.warehouse", Files.createTempDirectory(Stores.directory, name).toString)
      .set(StaticSQLConf.SPARK_SESSION_EXTENSIONS.key, Stores.EXTENSIONS)
}

object Stores {

  /** Whether the tests run that are skipped, to see whether their reasons still hold. */
  val all: Boolean = java.lang.Boolean.getBoolean("indexkv.suites.all")

  val EXTENSIONS = "io.indexkv.spark.join.LookupJoinExtensions"

  val directory: java.nio.file.Path = Files.createDirectories(java.nio.file.Path.of("target", "stores"))
}
