/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.suites

import java.nio.file.{Files, Path}

import org.scalatest.funsuite.AnyFunSuite

/** Holds the tables of docs/compatibility.md about the suites of this module. No test of a suite is run here. */
class CompatibilityPageSuite extends AnyFunSuite {
  private val page = Files.readString(Path.of("..", "..", "docs", "compatibility.md")).linesIterator.toSet
  private val suites = Seq[Stores](
    new DeleteFromStoreSuite,
    new UpdateStoreSuite,
    new MergeIntoStoreSuite,
    new AlterStoreSuite,
    new InsertIntoStoreSuite,
    new SqlInsertStoreSuite) ++ CommandSuites.all

  test("the page says how many tests of each suite run") {
    requireLines(suites.map { suite =>
      val skipped = ignored(suite).size
      s"| `${suite.original}` | ${suite.testNames.size} | ${suite.testNames.size - skipped} | $skipped |"
    })
  }

  test("the page says which tests are skipped, and why") {
    requireLines(suites.flatMap { suite =>
      suite.skipped.toSeq.map { case (name, why) => s"| `${suite.original}` | $name | $why |" }
    })
  }

  test("each test that is skipped is there, and Spark skips no other") {
    suites.foreach(suite => assert(ignored(suite) == suite.skipped.keySet, suite.original))
  }

  private def ignored(suite: Stores): Set[String] =
    suite.tags.collect { case (name, tags) if tags.contains("org.scalatest.Ignore") => name }.toSet

  private def requireLines(lines: Seq[String]): Unit = {
    val missing = lines.filterNot(page)
    assert(missing.isEmpty, missing.mkString("docs/compatibility.md lacks these lines:\n", "\n", "\n"))
  }
}
