/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.ordered;

import java.util.LinkedHashMap;
import java.util.Map;

/** The joins of the benchmark. Each returns a count and a sum. */
enum OrderedQuery {
  ONE_TO_MANY(
      "one to many", "prefix", "SELECT count(*), sum(d.price) FROM facts f JOIN %s d ON d.k = f.k"),
  INTERVAL(
      "validity interval",
      "interval",
      """
      SELECT count(*), sum(d.price) FROM facts f LEFT JOIN %s d
      ON d.k = f.k AND f.at >= d.begins AND f.at < d.ends\
      """),
  AS_OF(
      "as of",
      "floor",
      """
      SELECT count(*), sum(price) FROM (SELECT
      (SELECT max_by(d.price, d.begins) FROM %s d WHERE d.k = f.k AND d.begins <= f.at) AS price
      FROM facts f)\
      """),
  LONGEST_PREFIX(
      "longest prefix",
      "longest-prefix",
      """
      SELECT count(*), sum(price) FROM (SELECT
      (SELECT max_by(d.price, length(d.prefix)) FROM %s_prefixes d
      WHERE startswith(f.number, d.prefix)) AS price
      FROM facts f)\
      """);

  /** As of by a window over both sides, which is what one writes in Spark today. */
  private static final String WINDOW =
      """
      SELECT count(*), sum(last) FROM (
      SELECT fact, last_value(price, true) OVER (PARTITION BY k ORDER BY at, fact) AS last FROM (
      SELECT k, at, 1 AS fact, CAST(null AS BIGINT) AS price FROM facts
      UNION ALL SELECT k, begins, 0, price FROM files)) WHERE fact = 1\
      """;

  /** All beginnings of a number, each joined by an equality. It knows how long prefixes are. */
  private static final String BEGINNINGS =
      """
      SELECT count(*), sum(price) FROM (
      SELECT f.id, max_by(d.price, length(d.prefix)) AS price FROM (
      SELECT id, explode(transform(sequence(4, 9), n -> substring(number, 1, n))) AS beginning
      FROM facts) f LEFT JOIN files_prefixes d ON d.prefix = f.beginning GROUP BY f.id)\
      """;

  private final String title;
  private final String access;
  private final String sql;

  OrderedQuery(String title, String access, String sql) {
    this.title = title;
    this.access = access;
    this.sql = sql;
  }

  String title() {
    return title;
  }

  /** The word in the plan of the lookup. */
  String access() {
    return access;
  }

  String lookup() {
    return sql.formatted("store");
  }

  /** Spark's own ways, over Parquet files, by their names. */
  Map<String, String> peers() {
    Map<String, String> peers = new LinkedHashMap<>();
    if (this == AS_OF) {
      peers.put("window over the union of both", WINDOW);
      return peers;
    }
    if (this == LONGEST_PREFIX) {
      peers.put("all beginnings of each number", BEGINNINGS);
      return peers;
    }
    String hinted = sql.formatted("files").replaceFirst("SELECT", "SELECT /*+ %s(d) */");
    peers.put("broadcast hash", hinted.formatted("BROADCAST"));
    peers.put("sort-merge", hinted.formatted("MERGE"));
    return peers;
  }
}
