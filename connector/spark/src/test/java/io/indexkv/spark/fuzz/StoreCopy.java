/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The newest version of a store in memory, to be changed and written elsewhere. */
final class StoreCopy {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A change to the directory after it is written. */
  interface Deed {
    void on(Path directory) throws IOException;
  }

  final ObjectNode manifest;

  /** Bytes by the names that the manifest lists. */
  final Map<String, byte[]> files = new TreeMap<>();

  /**
   * Applied to the manifest's text before it gets its checksum; the next one to its bytes
   * afterwards.
   */
  UnaryOperator<String> text = UnaryOperator.identity();

  UnaryOperator<byte[]> bytes = UnaryOperator.identity();
  Deed deed = directory -> {};

  private StoreCopy(ObjectNode manifest) {
    this.manifest = manifest;
  }

  /** Copies a store under new file names, so that no cache has any of them. */
  static StoreCopy of(Path store, String prefix) throws IOException {
    Path newest;
    try (var manifests = Files.list(store.resolve("_indexkv"))) {
      newest = manifests.filter(Files::isRegularFile).sorted().reduce((a, b) -> b).orElseThrow();
    }
    StoreCopy copy = new StoreCopy((ObjectNode) JSON.readTree(newest.toFile()));
    for (ObjectNode file : copy.listed()) {
      String name = "data/" + prefix + "-" + copy.files.size() + ".ikv";
      copy.files.put(name, Files.readAllBytes(store.resolve(file.get("name").asText())));
      file.put("name", name);
    }
    return copy;
  }

  /** All files of the manifest, including files of deleted keys. */
  List<ObjectNode> listed() {
    List<ObjectNode> out = new ArrayList<>();
    for (JsonNode layer : manifest.get("layers")) {
      layer.get("files").forEach(file -> out.add((ObjectNode) file));
      layer.path("deletes").forEach(file -> out.add((ObjectNode) file));
    }
    return out;
  }

  /** The files with entries. */
  List<ObjectNode> withEntries() {
    List<ObjectNode> out = new ArrayList<>();
    for (JsonNode layer : manifest.get("layers")) {
      layer.get("files").forEach(file -> out.add((ObjectNode) file));
    }
    return out;
  }

  byte[] bytes(ObjectNode file) {
    return files.get(file.get("name").asText());
  }

  /** Replaces the bytes of a file, and updates their length and checksum in the manifest. */
  void replace(ObjectNode file, byte[] bytes) {
    files.put(file.get("name").asText(), bytes);
    file.put("length", bytes.length);
    file.put("crc32c", crc(bytes));
  }

  /** Writes the current bytes of a file below a directory, and returns the path. */
  Path scratch(ObjectNode file, Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.write(directory.resolve("scratch.ikv"), bytes(file));
  }

  void write(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("_indexkv"));
    Files.createDirectories(directory.resolve("data"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    Files.write(directory.resolve(manifestName(manifest)), bytes.apply(sealed()));
    deed.on(directory);
  }

  /** The manifest's file name, from its version if it has one. */
  static String manifestName(ObjectNode manifest) {
    return "_indexkv/v%020d.json".formatted(Math.max(1, manifest.path("version").asLong(1)));
  }

  private byte[] sealed() throws IOException {
    ObjectNode body = manifest.deepCopy();
    body.remove("crc32c");
    String json = text.apply(JSON.writeValueAsString(body));
    String unsealed = (json.endsWith("}") ? json.substring(0, json.length() - 1) : json) + ",";
    return (unsealed + "\"crc32c\":\"" + crc(unsealed.getBytes(UTF_8)) + "\"}\n").getBytes(UTF_8);
  }

  private static String crc(byte[] bytes) {
    Checksum crc = new CRC32C();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
