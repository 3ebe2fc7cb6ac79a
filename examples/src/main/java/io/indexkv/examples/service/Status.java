/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.indexkv.Store;
import io.indexkv.StoreMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Facts about the service for people and for Prometheus. */
final class Status {
  private static final JsonFactory JSON = new JsonFactory();

  private final Lookups<?> lookups;
  private final Refreshes refreshes;
  private final Metrics metrics;
  private final long begun = System.nanoTime();

  Status(Lookups<?> lookups, Refreshes refreshes, Metrics metrics) {
    this.lookups = lookups;
    this.refreshes = refreshes;
    this.metrics = metrics;
  }

  Answer json() throws IOException {
    StoreMemory memory = lookups.newest().look(Store::memory);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
      out.writeStartObject();
      out.writeStringField("version", Long.toString(lookups.newest().version()));
      out.writeNumberField("refreshes", refreshes.done());
      out.writeNumberField("failedRefreshes", refreshes.failed());
      out.writeStringField("lastFailure", refreshes.lastFailure());
      out.writeNumberField("otherVersionsOpen", lookups.pinned().size());
      out.writeNumberField("secondsUp", seconds());
      out.writeBooleanField("virtualThreads", RequestThreads.areVirtual());
      out.writeStringField("mappedBytes", Long.toString(memory.mappedBytes()));
      out.writeStringField("residentBytes", Long.toString(memory.residentBytes()));
      out.writeEndObject();
    }
    bytes.write('\n');
    return Answer.json(200, bytes.toByteArray(), false);
  }

  private long seconds() {
    return (System.nanoTime() - begun) / 1_000_000_000L;
  }

  Answer prometheus() {
    StringBuilder out = new StringBuilder();
    metrics.write(out);
    one(out, "indexkv_refreshes_total", "counter", "Moves to a newer version.", refreshes.done());
    one(
        out,
        "indexkv_failed_refreshes_total",
        "counter",
        "Newer versions that could not be opened.",
        refreshes.failed());
    one(out, "indexkv_version", "gauge", "The version that answers.", lookups.newest().version());
    one(
        out,
        "indexkv_other_versions_open",
        "gauge",
        "Versions open because requests named them.",
        lookups.pinned().size());
    StoreMemory memory = lookups.newest().look(Store::memory);
    one(out, "indexkv_mapped_bytes", "gauge", "Mapped bytes of files.", memory.mappedBytes());
    one(
        out,
        "indexkv_resident_bytes",
        "gauge",
        "Mapped bytes that are in the page cache, estimated.",
        memory.residentBytes());
    Runtime jvm = Runtime.getRuntime();
    one(
        out,
        "indexkv_heap_used_bytes",
        "gauge",
        "Used heap of the JVM.",
        jvm.totalMemory() - jvm.freeMemory());
    return Answer.text("text/plain; version=0.0.4; charset=utf-8", out.toString());
  }

  private static void one(StringBuilder out, String name, String type, String help, long value) {
    Metrics.one(out, name, type, help, Long.toString(value));
  }
}
