/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import io.indexkv.store.manifest.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The page as JSON. Each number of the page is in it. */
public final class Json {
  /** Where the UI of an application has it. */
  public static final String PATH = "/indexkv/api";

  /** Rises when a program that reads the JSON has to change. */
  private static final int FORMAT = 1;

  /** Characters that steer a browser. In JSON they are in texts only. */
  private static final Pattern STEERING = Pattern.compile("[<\\u2028\\u2029]");

  private Json() {}

  /** All reports of an application. */
  public static String of(Reports reports) {
    List<QueryReport> queries = reports.all();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("watch", Alarms.of(queries).stream().map(Alarms.Alarm::json).toList());
    json.put("queries", queries.stream().map(Json::query).toList());
    json.put("stores", StoreUse.of(queries).stream().map(Json::store).toList());
    return text(json);
  }

  /** The JSON of a value. A browser never takes it for a page, because it has no '<'. */
  static String text(Object value) {
    return STEERING
        .matcher(JsonText.of(value, Json::plain))
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** JSON has no number that is infinite or none. */
  private static Object plain(Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? null : value;
  }

  private static Map<String, Object> query(QueryReport query) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", query.getExecutionId());
    json.put("description", query.getDescription());
    json.put("startedMillis", query.getStarted());
    json.put("endedMillis", query.getEnded() == 0 ? null : query.getEnded());
    json.put("failed", query.isFailed());
    List<Object> joins = new ArrayList<>();
    for (int i = 0; i < query.getJoins().size(); i++) {
      joins.add(join(query.getJoins().get(i), query.totals(i)));
    }
    json.put("joins", joins);
    return json;
  }

  private static Map<String, Object> join(StoreJoin join, Totals totals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("store", join.getStore());
    json.put("version", join.getVersion());
    json.put("lookup", join.isLookup());
    if (!join.isLookup()) {
      json.put("reason", join.getReason());
      json.put("advice", join.getAdvice());
      return json;
    }
    json.put("type", join.getType());
    json.put("keys", join.getKeys());
    json.put("probe", join.getProbe());
    json.put("slices", join.getSlices());
    json.put("metrics", metrics(totals));
    return json;
  }

  private static Map<String, Object> store(StoreUse use) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("store", use.store());
    json.put("version", use.version());
    json.put("executor", use.executor());
    json.put("host", use.host());
    json.put("lastUsedMillis", use.lastUsed());
    json.put("metrics", metrics(use.totals()));
    return json;
  }

  /** Times are in nanoseconds. What the system does not tell is null. */
  private static Map<String, Object> metrics(Totals totals) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (MetricName name : MetricName.values()) {
      json.put(name.key(), totals.get(name));
    }
    json.put(
        MetricName.RESIDENT_SHARE.key(),
        totals.residentPercent().isPresent() ? totals.residentPercent().getAsDouble() : null);
    json.put(
        MetricName.DISK_WAITS.key(),
        totals.diskWaits().isPresent() ? totals.diskWaits().getAsLong() : null);
    json.put("lookupsPerSecondAndCore", Math.round(totals.lookupsPerSecond()));
    return json;
  }
}
