/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static io.indexkv.benchmarks.joins.TableForm.BUCKETED;
import static io.indexkv.benchmarks.joins.TableForm.PLAIN;
import static io.indexkv.benchmarks.joins.TableForm.STORE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A way to run the query: the tables, the hint that makes Spark choose it, and the nodes by which
 * its plan shows that Spark did.
 */
enum JoinVariant {
  SCAN(PLAIN, PLAIN, "", List.of()),
  LOOKUP(PLAIN, STORE, "", List.of("LookupJoin")),
  BROADCAST(PLAIN, PLAIN, "broadcast(d)", List.of("BroadcastHashJoin")),
  SHUFFLED_HASH(PLAIN, PLAIN, "shuffle_hash(d)", List.of("ShuffledHashJoin")),
  SORT_MERGE(PLAIN, PLAIN, "merge(d)", List.of("SortMergeJoin")),
  BUCKETED_LOOKUP(BUCKETED, STORE, "", List.of("LookupJoin")),
  BUCKETED_SHUFFLED_HASH(BUCKETED, BUCKETED, "shuffle_hash(d)", List.of("ShuffledHashJoin")),
  BUCKETED_SORT_MERGE(BUCKETED, BUCKETED, "merge(d)", List.of("SortMergeJoin"));

  // a node of a printed plan: its name follows the tree's lines and the mark of its codegen stage
  private static final String NODE = "^[\\s:+\\-|]*(?:\\*\\s?\\(\\d+\\) )?";
  private static final Pattern JOIN = Pattern.compile(NODE + "(\\w*Join)\\b", Pattern.MULTILINE);
  private static final Pattern MOVE =
      Pattern.compile(NODE + "(Exchange hashpartitioning|Sort) ?[\\[(]", Pattern.MULTILINE);

  private final TableForm facts;
  private final TableForm dimension;
  private final String hint;
  private final List<String> joins;

  JoinVariant(TableForm facts, TableForm dimension, String hint, List<String> joins) {
    this.facts = facts;
    this.dimension = dimension;
    this.hint = hint;
    this.joins = joins;
  }

  TableForm facts() {
    return facts;
  }

  TableForm dimension() {
    return dimension;
  }

  String hint() {
    return hint.isEmpty() ? "" : "/*+ " + hint + " */ ";
  }

  /** The value of {@code spark.indexkv.join.mode} that this variant needs. */
  String mode() {
    return dimension == STORE ? "on" : "off";
  }

  /**
   * Throws unless the executed plan has this variant's join and no other. Also throws if the plan
   * shuffles by keys or sorts although the tables' form makes that needless.
   */
  void check(String executedPlan) {
    // after a re-planning, Spark prints the initial plan below the one that ran
    String ran = executedPlan.split("== Initial Plan ==", 2)[0];
    List<String> found = found(JOIN, ran);
    if (dimension != PLAIN) {
      found.addAll(found(MOVE, ran));
    }
    if (!found.equals(joins)) {
      throw new IllegalStateException(
          "variant %s: expected %s in the executed plan, found %s in%n%s"
              .formatted(this, joins, found, executedPlan));
    }
  }

  private static List<String> found(Pattern node, String plan) {
    return new ArrayList<>(node.matcher(plan).results().map(match -> match.group(1)).toList());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
