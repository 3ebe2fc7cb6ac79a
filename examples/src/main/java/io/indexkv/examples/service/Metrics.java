/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the service has done, as counters in the text form of Prometheus. Thread-safe. */
final class Metrics {
  /** Upper bounds of the times that are counted, in microseconds. */
  private static final long[] BOUNDS = {
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000
  };

  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder lookupNanos = new LongAdder();
  final LongAdder jsonNanos = new LongAdder();
  final LongAdder brokenConnections = new LongAdder();

  private record Answered(String endpoint, int status) {}

  private final Map<Answered, LongAdder> answered = new ConcurrentHashMap<>();
  private final LongAdder[] times = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Metrics() {
    for (int i = 0; i < times.length; i++) {
      times[i] = new LongAdder();
    }
  }

  /**
   * Counts a request.
   *
   * @param endpoint its kind, one of a few: not its path
   */
  void answered(String endpoint, int status, long taken) {
    answered.computeIfAbsent(new Answered(endpoint, status), a -> new LongAdder()).increment();
    nanos.add(taken);
    int i = 0;
    while (i < BOUNDS.length && taken > BOUNDS[i] * 1000) {
      i++;
    }
    times[i].increment();
  }

  void write(StringBuilder out) {
    type(out, "indexkv_requests_total", "counter", "Requests by endpoint and status.");
    answered.forEach(
        (key, count) ->
            out.append(
                "indexkv_requests_total{endpoint=\"%s\",status=\"%d\"} %d\n"
                    .formatted(key.endpoint(), key.status(), count.sum())));
    type(out, "indexkv_request_seconds", "histogram", "Time from the request to its answer.");
    long sum = 0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i].sum();
      String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i] / 1e6) : "+Inf";
      out.append("indexkv_request_seconds_bucket{le=\"%s\"} %d\n".formatted(bound, sum));
    }
    out.append("indexkv_request_seconds_sum ").append(seconds(nanos)).append('\n');
    out.append("indexkv_request_seconds_count ").append(sum).append('\n');
    type(out, "indexkv_keys_total", "counter", "Keys that requests asked for.");
    out.append("indexkv_keys_total{found=\"yes\"} ").append(hits.sum()).append('\n');
    out.append("indexkv_keys_total{found=\"no\"} ").append(misses.sum()).append('\n');
    one(out, "indexkv_lookup_seconds_total", "counter", "Time in lookups.", seconds(lookupNanos));
    one(out, "indexkv_json_seconds_total", "counter", "Time that JSON took.", seconds(jsonNanos));
    one(
        out,
        "indexkv_broken_connections_total",
        "counter",
        "Connections that ended before their answer.",
        Long.toString(brokenConnections.sum()));
  }

  static void one(StringBuilder out, String name, String type, String help, String value) {
    type(out, name, type, help);
    out.append(name).append(' ').append(value).append('\n');
  }

  private static void type(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String seconds(LongAdder nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos.sum() / 1e9);
  }
}
