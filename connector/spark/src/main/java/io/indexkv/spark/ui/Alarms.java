/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a person should look at, each with what to do. */
final class Alarms {
  /** Fewer waits than this are the first reads of a file, or chance. */
  private static final long FEW_WAITS = 1000;

  /** Lookups wait too often if one in so many does. */
  private static final long ONE_IN = 100;

  /** From this percentage on, the files count as in memory. */
  private static final double IN_MEMORY = 90;

  private Alarms() {}

  /** An alarm: where, what, and what to do. */
  record Alarm(String where, String what, String advice) {
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("where", where);
      json.put("what", what);
      json.put("advice", advice);
      return json;
    }
  }

  /** The alarm that lookups come from the disk, if they do. */
  static Optional<Alarm> disk(String store, Totals totals) {
    long waits = totals.diskWaits().orElse(0);
    long probed = totals.get(MetricName.PROBED);
    if (waits < FEW_WAITS || probed == 0 || waits < probed / ONE_IN) {
      return Optional.empty();
    }
    OptionalDouble resident = totals.residentPercent();
    String what =
        "lookups waited for the disk %,d times, %s for 100 keys"
            .formatted(waits, oneDigit(100.0 * waits / probed));
    if (resident.isPresent() && resident.getAsDouble() >= IN_MEMORY) {
      return Optional.of(
          new Alarm(
              store,
              what + "; now " + percent(resident.getAsDouble()) + " of the store is in memory",
              "The files were read for the first time, or after others had pushed them out of the"
                  + " page cache. If the next query waits, too, give the hosts more memory"));
    }
    return Optional.of(
        new Alarm(
            store,
            what
                + (resident.isPresent()
                    ? "; only " + percent(resident.getAsDouble()) + " of the store is in memory"
                    : "")
                + ": the page cache is too small for it",
            "Leave more memory of the host free, beside all heaps and, in a container, within its"
                + " limit; or set spark.indexkv.join.routing=partitioned with"
                + " spark.indexkv.join.cacheBudget, so that a task needs only a slice; or write the"
                + " store with fewer columns, and compact its layers"));
  }

  /** The alarms that lookups of a query come from the disk. */
  static List<Alarm> ofDisk(QueryReport query) {
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < query.getJoins().size(); i++) {
      disk(query.getJoins().get(i).name(), query.totals(i)).ifPresent(alarms::add);
    }
    return alarms;
  }

  /** The alarm that a join is no lookup join, if that can be changed and nobody asked for it. */
  static Optional<Alarm> fallback(long query, StoreJoin join) {
    boolean wanted =
        join.getReason().contains("hint")
            || join.getReason().contains("is off")
            || join.getAdvice().startsWith("Nothing");
    return join.isLookup() || wanted
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                "query " + query,
                join.name() + " is not looked up: " + join.getReason(),
                join.getAdvice()));
  }

  /** All alarms of some queries, each once. */
  static List<Alarm> of(List<QueryReport> queries) {
    Map<String, Alarm> alarms = new LinkedHashMap<>();
    for (QueryReport query : queries) {
      ofDisk(query).forEach(alarm -> alarms.putIfAbsent("disk " + alarm.where(), alarm));
      for (StoreJoin join : query.getJoins()) {
        fallback(query.getExecutionId(), join)
            .ifPresent(alarm -> alarms.putIfAbsent(alarm.what(), alarm));
      }
    }
    return List.copyOf(alarms.values());
  }

  static String percent(double percent) {
    return oneDigit(percent) + " %";
  }

  private static String oneDigit(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
