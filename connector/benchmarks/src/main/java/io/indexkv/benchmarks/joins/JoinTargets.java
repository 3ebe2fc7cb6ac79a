/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static io.indexkv.benchmarks.Target.Relation.AT_LEAST;
import static io.indexkv.benchmarks.Target.Relation.AT_MOST;

import io.indexkv.benchmarks.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The targets of the lookup join with the numbers found, for all that were measured. */
final class JoinTargets {
  private static final double MEGABYTE = 1e6;
  private static final Subject LOOKUP =
      new Subject(JoinCase.BASE, JoinQuery.Q1, JoinVariant.LOOKUP);
  private static final Subject WIDE = new Subject(JoinCase.BASE, JoinQuery.Q2, JoinVariant.LOOKUP);

  private final Medians medians;
  private final List<Target> targets = new ArrayList<>();

  JoinTargets(Medians medians) {
    this.medians = medians;
    ratio(LOOKUP, LOOKUP.with(JoinVariant.BROADCAST), AT_MOST, 1 / 4.0);
    ratio(LOOKUP, LOOKUP.with(JoinVariant.SHUFFLED_HASH), AT_MOST, 1 / 5.0);
    ratio(LOOKUP, LOOKUP.with(JoinVariant.SORT_MERGE), AT_MOST, 1 / 6.0);
    ratio(LOOKUP, LOOKUP.with(JoinVariant.SCAN), AT_MOST, 3);
    ratio(
        LOOKUP.with(JoinVariant.BUCKETED_LOOKUP),
        LOOKUP.with(JoinVariant.BUCKETED_SORT_MERGE),
        AT_MOST,
        1);
    add("peak heap of " + LOOKUP + ", MB", AT_MOST, 600, megabytes(Measurement::peakHeap));
    add("shuffled by " + LOOKUP + ", MB", AT_MOST, 0.1, megabytes(Measurement::shuffled));
    ratio(WIDE, WIDE.with(JoinVariant.BROADCAST), AT_MOST, 1 / 3.0);
    ratio(WIDE, WIDE.with(JoinVariant.SHUFFLED_HASH), AT_MOST, 1 / 3.0);
    ratio(WIDE, WIDE.with(JoinVariant.SORT_MERGE), AT_MOST, 1 / 3.0);
    Subject strings = lookup(JoinCase.STRING_KEYS);
    ratio(strings, strings.with(JoinVariant.SCAN), AT_MOST, 4.5);
    Subject dense = lookup(JoinCase.DENSE_KEYS);
    ratio(dense, dense.with(JoinVariant.SCAN), AT_MOST, 2);
    ratio(lookup(JoinCase.TEN_TIMES_KEYS), LOOKUP, AT_MOST, 1.5);
    ratio(LOOKUP, lookup(JoinCase.TENTH_OF_FACTS), AT_LEAST, 9);
    ratio(LOOKUP, lookup(JoinCase.TENTH_OF_FACTS), AT_MOST, 11);
    ratio(lookup(JoinCase.HALF_HIT), LOOKUP, AT_MOST, 1);
    ratio(lookup(JoinCase.FEW_HIT), LOOKUP, AT_MOST, 1);
  }

  private static Subject lookup(JoinCase of) {
    return new Subject(of, JoinQuery.Q1, JoinVariant.LOOKUP);
  }

  private OptionalDouble megabytes(ToDoubleFunction<Measurement> bytes) {
    OptionalDouble max = medians.max(LOOKUP, bytes);
    return max.isPresent() ? OptionalDouble.of(max.getAsDouble() / MEGABYTE) : max;
  }

  /** Adds a target for the ratio of two median times. */
  private void ratio(Subject one, Subject other, Target.Relation relation, double limit) {
    OptionalDouble a = medians.median(one, Measurement::seconds);
    OptionalDouble b = medians.median(other, Measurement::seconds);
    if (a.isPresent() && b.isPresent()) {
      double found = a.getAsDouble() / b.getAsDouble();
      add(one + " ÷ " + other, relation, limit, OptionalDouble.of(found));
    }
  }

  private void add(String what, Target.Relation relation, double limit, OptionalDouble found) {
    if (found.isPresent()) {
      targets.add(new Target(what, relation, limit, found));
    }
  }

  List<Target> targets() {
    return targets;
  }

  /** A table of the targets; empty if none of them was measured. */
  String markdown() {
    if (targets.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n| | asked | found | |\n|---|---:|---:|---|\n");
    for (Target target : targets) {
      text.append(target.markdown()).append('\n');
    }
    return text.toString();
  }
}
