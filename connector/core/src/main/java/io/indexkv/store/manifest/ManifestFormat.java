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

  /** The member of a layer that needs {@link #LAYER_SCHEMA}. */
  private static final String SCHEMA = "schema";

  static final Set<String> FEATURES = Set.of(DELETES, LAYER_SCHEMA);
  static final String RANGE = "range";

  private ManifestFormat() {}

  static byte[] encode(Manifest m) {
    StringBuilder out = new StringBuilder();
    out.append("{\"formatVersion\":").append(VERSION);
    out.append(",\n\"requiredFeatures\":");
    JsonWriter.strings(out, requiredFeatures(m));
    out.append(",\n\"storeId\":");
    JsonWriter.string(out, m.storeId());
    out.append(",\n\"version\":").append(m.version());
    out.append(",\n\"parent\":").append(m.parent());
    out.append(",\n\"timestamp\":").append(m.timestamp());
    out.append(",\n\"schema\":");
    JsonWriter.string(out, m.schema());
    out.append(",\n\"keyColumns\":");
    JsonWriter.strings(out, m.keyColumns());
    out.append(",\n\"keyTypes\":");
    JsonWriter.strings(out, m.keyTypes());
    out.append(",\n\"routing\":{\"kind\":\"" + RANGE + "\"}");
    out.append(",\n\"layers\":[");
    String beforeLayer = "\n";
    for (Layer layer : m.layers()) {
      appendFiles(out.append(beforeLayer).append("{\"files\":["), layer.files());
      if (!layer.deletes().isEmpty()) {
        appendFiles(out.append("],\n\"" + DELETES + "\":["), layer.deletes());
      }
      out.append("]");
      if (layer.isOld()) {
        JsonWriter.string(out.append(",\n\"" + SCHEMA + "\":"), layer.schema());
      }
      out.append("}");
      beforeLayer = ",\n";
    }
    out.append("],\n\"properties\":");
    JsonWriter.strings(out, m.properties());
    out.append(",\n\"summary\":");
    JsonWriter.strings(out, m.summary());
    out.append(",\n");
    return ChecksumLine.seal(out);
  }

  private static List<String> requiredFeatures(Manifest m) {
    List<String> features = new ArrayList<>();
    if (m.layers().stream().anyMatch(layer -> !layer.deletes().isEmpty())) {
      features.add(DELETES);
    }
    if (m.layers().stream().anyMatch(Layer::isOld)) {
      features.add(LAYER_SCHEMA);
    }
    return features;
  }

  private static void appendFiles(StringBuilder out, List<DataFile> files) {
    String before = "\n";
    for (DataFile file : files) {
      appendFile(out.append(before), file);
      before = ",\n";
    }
  }

  private static void appendFile(StringBuilder out, DataFile file) {
    StoreFileInfo info = file.info();
    out.append("{\"name\":");
    JsonWriter.string(out, file.name());
    out.append(",\"length\":").append(info.length());
    out.append(",\"crc32c\":\"").append(HexFormat.of().toHexDigits(info.crc32c()));
    out.append("\",\"entries\":").append(info.entries());
    out.append(",\"smallestKey\":\"").append(HexFormat.of().formatHex(info.smallestKey()));
    out.append("\",\"largestKey\":\"").append(HexFormat.of().formatHex(info.largestKey()));
    out.append("\"}");
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
            file.bytes("largestKey")));
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
