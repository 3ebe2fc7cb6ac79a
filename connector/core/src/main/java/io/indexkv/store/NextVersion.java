/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.BatchMark;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.LayerRows;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestRules;
import io.indexkv.store.manifest.StoreProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Makes the manifest that follows another. */
public record NextVersion(Optional<Manifest> parent, Author author) {
  private static final Comparator<DataFile> BY_KEY =
      (a, b) -> Arrays.compareUnsigned(a.info().smallestKey(), b.info().smallestKey());

  /** Makes manifests whose author is this process. */
  public NextVersion(Optional<Manifest> parent) {
    this(parent, Author.process());
  }

  Manifest overwrite(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties) {
    List<Layer> layers = layers(sorted(Layer.of(files)), List.of());
    return next("overwrite", schema, keyColumns, keyTypes, layers, kept(properties), Map.of());
  }

  /** The first version of a store, without entries. There must be no parent. */
  Manifest create(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      Map<String, String> properties) {
    return next("create", schema, keyColumns, keyTypes, List.of(), properties, Map.of());
  }

  /** The given properties, and those of the parent that outlive an overwrite. */
  private Map<String, String> kept(Map<String, String> properties) {
    Map<String, String> kept = new TreeMap<>();
    parent.ifPresent(
        below ->
            below
                .properties()
                .forEach(
                    (name, value) -> {
                      if (StoreProperties.outlivesOverwrite(name)) {
                        kept.put(name, value);
                      }
                    }));
    kept.putAll(properties);
    return kept;
  }

  /**
   * Puts a layer on top of the parent's. Its schema may be newer than the parent's: then the layers
   * below keep theirs.
   */
  Manifest upsert(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      Layer layer,
      Map<String, String> properties) {
    List<Layer> layers = layers(sorted(layer), layersUnder(schema));
    Map<String, String> all = new TreeMap<>(parent.map(Manifest::properties).orElse(properties));
    marks(properties).forEach(mark -> all.putAll(mark.in(all)));
    return next("upsert", schema, keyColumns, keyTypes, layers, all, counts(layer));
  }

  /**
   * Checks that the parent lacks the batches that the properties mark.
   *
   * @throws AlreadyAppliedException if it has one of them, or a later one of the same source
   */
  NextVersion requireNew(Map<String, String> properties) {
    parent.ifPresent(
        below -> {
          for (BatchMark mark : marks(properties)) {
            if (mark.isIn(below)) {
              throw new AlreadyAppliedException(
                  mark, below.version(), mark.last(below).getAsLong());
            }
          }
        });
    return this;
  }

  private static List<BatchMark> marks(Map<String, String> properties) {
    return properties.entrySet().stream()
        .filter(property -> BatchMark.isMark(property.getKey()))
        .map(mark -> new BatchMark(mark.getKey(), Long.parseLong(mark.getValue())))
        .toList();
  }

  /**
   * Changes the description of the parent's content, and not its files. Layers keep their schemas.
   * There must be a parent.
   */
  Manifest alter(Alteration alteration) {
    return next(
        "alter",
        alteration.schema(),
        alteration.keyColumns(),
        parent.orElseThrow().keyTypes(),
        layersUnder(alteration.schema()),
        alteration.properties(),
        Map.of());
  }

  /** The layers of the parent in a version of this schema. */
  private List<Layer> layersUnder(String schema) {
    if (parent.isEmpty() || parent.get().schema().equals(schema)) {
      return parent.map(Manifest::layers).orElseGet(List::of);
    }
    Manifest below = parent.get();
    return below.layers().stream()
        .map(layer -> LayerRows.under(schema, layer, below.schema()))
        .toList();
  }

  /**
   * Puts the layer of a statement on top of the parent, which must exist. The new version keeps all
   * else.
   *
   * @param operation what the statement was, for the summary
   */
  public Manifest change(String operation, Layer layer) {
    Manifest below = parent.orElseThrow();
    return on(below, operation, layers(sorted(layer), below.layers()), counts(layer));
  }

  /** What a layer adds, for the summary. */
  private static Map<String, String> counts(Layer layer) {
    return Map.of(
        "upserted", Long.toString(entries(layer.files())),
        "deleted", Long.toString(entries(layer.deletes())));
  }

  /** Leaves nothing but schema, key and properties of the parent, which must exist. */
  public Manifest truncate() {
    return on(parent.orElseThrow(), "truncate", List.of(), Map.of());
  }

  private Manifest on(
      Manifest below, String operation, List<Layer> layers, Map<String, String> more) {
    return next(
        operation,
        below.schema(),
        below.keyColumns(),
        below.keyTypes(),
        layers,
        below.properties(),
        more);
  }

  /**
   * Replaces {@code count} layers of the parent, beginning with the one at {@code at}, by one
   * layer. There must be a parent.
   */
  public Manifest compact(int at, int count, Layer folded, Map<String, String> more) {
    Manifest below = parent.orElseThrow();
    List<Layer> layers = new ArrayList<>(below.layers().subList(0, at));
    layers.addAll(
        layers(sorted(folded), below.layers().subList(at + count, below.layers().size())));
    return on(below, "compact", layers, more);
  }

  Manifest rollback(Manifest old) {
    return next(
        "rollback",
        old.schema(),
        old.keyColumns(),
        old.keyTypes(),
        old.layers(),
        old.properties(),
        Map.of("to", Long.toString(old.version())));
  }

  private Manifest next(
      String operation,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<Layer> layers,
      Map<String, String> properties,
      Map<String, String> more) {
    long base = parent.map(Manifest::version).orElse(0L);
    if (base == ManifestRules.MAX_VERSION) {
      throw new IllegalStateException(
          "version "
              + base
              + " is the last that a store can have: write its entries as a new store");
    }
    return new Manifest(
        parent.map(Manifest::storeId).orElseGet(() -> UUID.randomUUID().toString()),
        base + 1,
        base,
        timestamp(),
        schema,
        keyColumns,
        keyTypes,
        layers,
        properties,
        summary(operation, layers, more));
  }

  private static Layer sorted(Layer layer) {
    return new Layer(
        layer.files().stream().sorted(BY_KEY).toList(),
        layer.deletes().stream().sorted(BY_KEY).toList(),
        layer.schema());
  }

  private static List<Layer> layers(Layer newest, List<Layer> others) {
    List<Layer> layers = new ArrayList<>();
    if (!newest.isEmpty()) {
      layers.add(newest);
    }
    layers.addAll(others);
    return layers;
  }

  /**
   * The current time, but later than the parent's even if the clock went back. So time orders
   * versions.
   */
  private long timestamp() {
    long now = System.currentTimeMillis();
    long time = parent.map(p -> Math.max(now, p.timestamp() + 1)).orElse(now);
    if (time > ManifestRules.MAX_TIMESTAMP) {
      throw new IllegalStateException(
          "version "
              + parent.map(Manifest::version).orElse(0L)
              + " says that it was committed at the end of the year 9999, so no later version can"
              + " follow: set the clock right, and write the entries as a new store");
    }
    return time;
  }

  private Map<String, String> summary(
      String operation, List<Layer> layers, Map<String, String> more) {
    Map<String, String> summary = new TreeMap<>(author.facts());
    summary.putAll(more);
    List<DataFile> files = layers.stream().flatMap(Layer::all).toList();
    long entries = layers.stream().mapToLong(layer -> entries(layer.files())).sum();
    long bytes = files.stream().mapToLong(f -> f.info().length()).sum();
    summary.put("operation", operation);
    summary.put("entries", Long.toString(entries));
    summary.put("files", Integer.toString(files.size()));
    summary.put("bytes", Long.toString(bytes));
    summary.put(Manifest.COMMIT, UUID.randomUUID().toString());
    return summary;
  }

  private static long entries(List<DataFile> files) {
    return files.stream().mapToLong(f -> f.info().entries()).sum();
  }
}
