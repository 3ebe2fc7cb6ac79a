/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A way to run the query: how Spark is made to take it, and how its plan shows that it did. */
enum JoinVariant {
  SCAN("", List.of()),
  LOOKUP("", List.of("LookupJoin")),
  BROADCAST("broadcast(d)", List.of("BroadcastHashJoin")),
  SHUFFLED_HASH("shuffle_hash(d)", List.of("ShuffledHashJoin")),
  SORT_MERGE("merge(d)", List.of("SortMergeJoin"));

  // a node of a printed plan: the name after the tree's lines and the code generation stage's mark
  private static final Pattern JOIN_NODE =
      Pattern.compile("^[\\s:+\\-|]*(?:\\*\\s?\\(\\d+\\) )?(\\w*Join)\\b", Pattern.MULTILINE);

  private final String hint;
  private final List<String> joins;

  JoinVariant(String hint, List<String> joins) {
    this.hint = hint;
    this.joins = joins;
  }

  String hint() {
    return hint.isEmpty() ? "" : "/*+ " + hint + " */ ";
  }

  /** The value of {@code spark.indexkv.join.mode} that this variant needs. */
  String mode() {
    return this == LOOKUP ? "on" : "off";
  }

  boolean readsStore() {
    return this == LOOKUP;
  }

  /** Throws unless the plan that ran has this variant's join, and no other. */
  void check(String executedPlan) {
    // after a re-planning Spark prints the plan it began with below the one that ran
    String ran = executedPlan.split("== Initial Plan ==", 2)[0];
    List<String> found = JOIN_NODE.matcher(ran).results().map(match -> match.group(1)).toList();
    if (!found.equals(joins)) {
      throw new IllegalStateException(
          "variant %s: expected the joins %s in the executed plan, found %s in%n%s"
              .formatted(this, joins, found, executedPlan));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
