/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.report;

import java.util.List;

/** What to change so that a join becomes a lookup join, for each reason that a plan can show. */
final class Advice {
  private record Line(String reason, String advice) {}

  private static final List<Line> LINES =
      List.of(
          new Line(
              "no equality has key column",
              "Compare each key column as it is with a column or an expression of the other side"),
          new Line(
              "the join has no equality",
              "Join on the whole key of the store with equalities that AND combines"),
          new Line(
              "NOT IN also tests for nulls", "Write NOT EXISTS, or declare both sides NOT NULL"),
          new Line(
              "but is compared with",
              "Cast the other side to the type of the key column, not the key"),
          new Line(
              "a filter on the key was pushed",
              "Nothing needs to change: Spark reads only the keys that the filter names"),
          new Line(
              "__row_id",
              "Nothing needs to change: Spark numbers the rows of a MERGE before it joins them"),
          new Line(
              "non-deterministic", "Compute the value before the join, and store it in a column"),
          new Line("asks for another join", "Remove the hint, or add LOOKUP for the store"),
          new Line(
              "bounds alone may match",
              "Compare the first key column by an equality, too, or give the hint LOOKUP"),
          new Line(
              "looked up slice by slice",
              "Give the whole key, or set spark.indexkv.join.routing to replicated"),
          new Line(
              "the subquery may have several rows",
              "Ask for one row: by the whole key, or by max_by of the last key column"),
          new Line("sets join=off", "Remove the option join, or the hint NO_LOOKUP"),
          new Line("spark.indexkv.join.mode is off", "Set spark.indexkv.join.mode to auto"),
          new Line(
              "small enough to be broadcast",
              "Nothing needs to change; the hint LOOKUP looks the store up all the same"),
          new Line(
              "prune partitions",
              "Nothing needs to change; the hint LOOKUP looks the store up all the same"),
          new Line(
              "join with the store on the",
              "Put the store on the side that the join may leave out; see the table of joins in"
                  + " docs/lookup-join.md"),
          new Line(
              "continuous or real-time", "Run the stream in micro-batches, which can be looked up"),
          new Line("cannot be merged", "Do the projections after the join"),
          new Line("Spark's plan has lost", "Select the column in the query's last step, too"));

  private Advice() {}

  /** What to change; empty if nothing is known for the reason. */
  static String of(String reason) {
    return LINES.stream()
        .filter(line -> reason.contains(line.reason()))
        .findFirst()
        .map(Line::advice)
        .orElse("");
  }
}
