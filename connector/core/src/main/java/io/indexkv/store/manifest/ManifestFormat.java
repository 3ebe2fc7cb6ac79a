/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.Excerpt;
import io.indexkv.file.format.StoreFileInfo;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The bytes of a manifest, as docs/store-layout.md defines them. */
final class ManifestFormat {
  static final long VERSION = 1;

  /**
   * The name of a feature, and of the member of a layer that needs it: the files with deleted keys.
   */
  static final String DELETES = "deletes";

  /** The name of the feature that layers have schemas of their own. */
  static final String LAYER_SCHEMA = "layerSchema";

  /** The name of the feature that the property of the same name declares intervals. */
  static final String INTERVAL = Interval.PROPERTY;

  /** The name of the feature that rows may have equal keys: the property of the same name. */
  static final String DUPLICATES = RepeatedKeys.PROPERTY;

  /** The member of a layer that needs {@link #LAYER_SCHEMA}. */
  private static final String SCHEMA = "schema";

  /** The member of a file that is compressed. */
  private static final String INFLATED = "inflatedLength";

  static final Set<String> FEATURES = Set.of(DELETES, LAYER_SCHEMA, INTERVAL, DUPLICATES);
  static final String RANGE = "range";

  private ManifestFormat() {}

  static byte[] encode(Manifest m) {
    JsonWriter json =
        JsonWriter.lines()
            .number("formatVersion", VERSION)
            .strings("requiredFeatures", requiredFeatures(m))
            .string("storeId", m.storeId())
            .number("version", m.version())
            .number("parent", m.parent())
            .number("timestamp", m.timestamp())
            .string("schema", m.schema())
            .strings("keyColumns", m.keyColumns())
            .strings("keyTypes", m.keyTypes());
    json.beginObject("routing").string("kind", RANGE).end();
    json.beginObjects("layers");
    for (Layer layer : m.layers()) {
      writeLayer(json, layer);
    }
    json.end();
    return json.strings("properties", m.properties()).strings("summary", m.summary()).sealed();
  }

  private static List<String> requiredFeatures(Manifest m) {
    List<String> features = new ArrayList<>();
    if (m.layers().stream().anyMatch(layer -> !layer.deletes().isEmpty())) {
      features.add(DELETES);
    }
    if (m.layers().stream().anyMatch(Layer::isOld)) {
      features.add(LAYER_SCHEMA);
    }
    if (m.interval().isPresent()) {
      features.add(INTERVAL);
    }
    if (m.repeatsKeys()) {
      features.add(DUPLICATES);
    }
    return features;
  }

  private static void writeLayer(JsonWriter json, Layer layer) {
    json.beginLines();
    writeFiles(json, "files", layer.files());
    if (!layer.deletes().isEmpty()) {
      writeFiles(json, DELETES, layer.deletes());
    }
    if (layer.isOld()) {
      json.string(SCHEMA, layer.schema());
    }
    json.end();
  }

  private static void writeFiles(JsonWriter json, String name, List<DataFile> files) {
    json.beginObjects(name);
    for (DataFile file : files) {
      StoreFileInfo info = file.info();
      json.beginLine()
          .string("name", file.name())
          .number("length", info.length())
          .string("crc32c", HexFormat.of().toHexDigits(info.crc32c()))
          .number("entries", info.entries())
          .string("smallestKey", HexFormat.of().formatHex(info.smallestKey()))
          .string("largestKey", HexFormat.of().formatHex(info.largestKey()));
      if (info.inflatedLength() != info.length()) {
        json.number(INFLATED, info.inflatedLength());
      }
      json.end();
    }
    json.end();
  }

  static Manifest decode(byte[] bytes, String location) {
    ChecksumLine.check(bytes, "manifest", location);
    try {
      JsonObject root = JsonObject.of(JsonReader.parse(bytes));
      checkSupported(root, location);
      return manifest(root);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ChecksumLine.corrupt("manifest", location, Excerpt.message(e.getMessage()));
    }
  }

  private static Manifest manifest(JsonObject root) {
    List<Layer> layers = new ArrayList<>();
    for (JsonObject layer : root.objects("layers")) {
      layers.add(
          new Layer(
              files(layer, "files"),
              layer.has(DELETES) ? files(layer, DELETES) : List.of(),
              layer.has(SCHEMA) ? layer.string(SCHEMA) : null));
    }
    return new Manifest(
        root.string("storeId"),
        root.number("version"),
        root.number("parent"),
        root.number("timestamp"),
        root.string("schema"),
        root.strings("keyColumns"),
        root.strings("keyTypes"),
        layers,
        root.object("properties").strings(),
        root.object("summary").strings());
  }

  private static List<DataFile> files(JsonObject layer, String name) {
    return layer.objects(name).stream().map(ManifestFormat::file).toList();
  }

  private static DataFile file(JsonObject file) {
    return new DataFile(
        file.string("name"),
        new StoreFileInfo(
            file.number("length"),
            file.checksum("crc32c"),
            file.number("entries"),
            file.bytes("smallestKey"),
            file.bytes("largestKey"),
            file.number(file.has(INFLATED) ? INFLATED : "length")));
  }

  private static void checkSupported(JsonObject root, String location) {
    long version = root.number("formatVersion");
    if (version != VERSION) {
      throw unsupported(location, "has format version " + version, Long.toString(VERSION));
    }
    List<String> unknown =
        root.strings("requiredFeatures").stream().filter(f -> !FEATURES.contains(f)).toList();
    if (!unknown.isEmpty()) {
      throw unsupported(location, "requires the features " + unknown, FEATURES.toString());
    }
    String routing = root.object("routing").string("kind");
    if (!routing.equals(RANGE)) {
      throw unsupported(location, "routes keys by '" + routing + "'", "'" + RANGE + "'");
    }
  }

  private static UnsupportedFormatException unsupported(
      String location, String found, String known) {
    return new UnsupportedFormatException(
        "manifest "
            + location
            + " "
            + found
            + ", this IndexKV knows "
            + known
            + "; read the store with a newer IndexKV");
  }
}
