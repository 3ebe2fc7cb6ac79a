/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.indexkv.RefreshingStore;
import io.indexkv.Store;
import io.indexkv.value.Row;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks keys up, and writes their rows as JSON. All rows of an answer are from one version. */
final class Lookups<K> implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  /** Rows of a version. */
  private record Found(long version, List<Row> rows) {}

  private final ServedStore<K> served;
  private final ServiceOptions options;
  private final Metrics metrics;
  private final RefreshingStore<K, Row> newest;
  private final PinnedVersions<K> pinned;
  private final RowJson rows;

  Lookups(ServedStore<K> served, ServiceOptions options, Metrics metrics) throws IOException {
    this.served = served;
    this.options = options;
    this.metrics = metrics;
    rows = new RowJson(served.layout());
    pinned = new PinnedVersions<>(served);
    newest = served.newest();
  }

  RefreshingStore<K, Row> newest() {
    return newest;
  }

  PinnedVersions<K> pinned() {
    return pinned;
  }

  /**
   * Answers for one key.
   *
   * @param version number of a version; 0 for the newest
   */
  Answer one(long version, String text) throws IOException {
    Found found = find(version, List.of(text));
    Row row = found.rows().get(0);
    int status = row == null ? 404 : 200;
    return write(status, found, version != 0, "value");
  }

  /**
   * Answers for several keys, in their order.
   *
   * @param version number of a version; 0 for the newest
   */
  Answer many(long version, List<String> texts) throws IOException {
    return write(200, find(version, texts), version != 0, "values");
  }

  private Found find(long version, List<String> texts) {
    List<K> keys = new ArrayList<>(texts.size());
    for (String text : texts) {
      keys.add(key(text));
    }
    long begun = System.nanoTime();
    Found found = version == 0 ? newest.look(store -> in(store, keys)) : at(version, keys);
    metrics.lookupNanos.add(System.nanoTime() - begun);
    long absent = found.rows().stream().filter(row -> row == null).count();
    metrics.misses.add(absent);
    metrics.hits.add(keys.size() - absent);
    return found;
  }

  private Found at(long version, List<K> keys) {
    try {
      Optional<Found> found = pinned.use(version, store -> in(store, keys));
      return found.orElseThrow(() -> new Refusal(404, "the store has no version " + version));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Found in(Store<K, Row> store, List<K> keys) {
    if (keys.size() != 1) {
      return new Found(store.version(), store.getMany(keys));
    }
    List<Row> one = new ArrayList<>(1);
    one.add(store.get(keys.get(0)));
    return new Found(store.version(), one);
  }

  private K key(String text) {
    try {
      K key = served.parse().apply(text);
      served.keys().encode(key);
      return key;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Refusal(400, "not a key of this store: " + e.getMessage());
    }
  }

  private Answer write(int status, Found found, boolean forever, String name) throws IOException {
    long begun = System.nanoTime();
    ByteArrayOutputStream bytes = new Bounded(options.maxAnswerBytes());
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("version", Long.toString(found.version()));
      out.writeFieldName(name);
      if (name.equals("value")) {
        rows.write(out, found.rows().get(0));
      } else {
        out.writeStartArray();
        for (Row row : found.rows()) {
          rows.write(out, row);
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    }
    bytes.write('\n');
    metrics.jsonNanos.add(System.nanoTime() - begun);
    return Answer.json(status, bytes.toByteArray(), forever);
  }

  /** Refuses an answer that would take too much memory. */
  private static final class Bounded extends ByteArrayOutputStream {
    private final int limit;

    Bounded(int limit) {
      super(512);
      this.limit = limit;
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
      if (length > limit - count) {
        throw new Refusal(
            413, "the answer would have more than " + limit + " bytes: ask for fewer keys");
      }
      super.write(from, offset, length);
    }
  }

  @Override
  public void close() {
    pinned.close();
    newest.close();
  }
}
