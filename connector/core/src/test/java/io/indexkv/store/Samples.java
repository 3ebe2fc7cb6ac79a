/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values that several tests use. */
public final class Samples {
  static final String SCHEMA =
      "{\"type\":\"struct\",\"fields\":[{\"name\":\"iata\",\"type\":\"string\"}]}";

  private Samples() {}

  static DataFile file(String name, long length, long entries, String smallest, String largest) {
    return new DataFile(
        "data/" + name + ".ikv",
        new StoreFileInfo(length, name.hashCode(), entries, key(smallest), key(largest)));
  }

  public static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The second example: an upsert of one entry that deletes two keys. */
  public static Manifest changedAirports() {
    Manifest first = threeAirports();
    Layer changed =
        new Layer(
            List.of(
                new DataFile(
                    "data/00000-2c4d6e8f.ikv",
                    new StoreFileInfo(4198, 0x0b6fd1c7, 1, key("BER"), key("BER")))),
            List.of(
                new DataFile(
                    "data/00000-2c4d6e90.ikv",
                    new StoreFileInfo(4180, 0x7d20c4e5, 2, key("JFK"), key("TXL")))));
    return new Manifest(
        first.storeId(),
        2,
        1,
        1767312000000L,
        SCHEMA,
        first.keyColumns(),
        first.keyTypes(),
        List.of(changed, first.layers().get(0)),
        first.properties(),
        Map.of(
            "operation",
            "upsert",
            "entries",
            "4",
            "files",
            "4",
            "bytes",
            "16909",
            "upserted",
            "1",
            "deleted",
            "2",
            "commit",
            "0f1e2d3c-4b5a-4968-8776-655443322110"));
  }

  /** The third example: a column was added, and the layers have the schema of before. */
  public static Manifest alteredAirports() {
    Manifest second = changedAirports();
    Map<String, String> summary = new TreeMap<>(second.summary());
    summary.keySet().removeAll(Set.of("upserted", "deleted"));
    summary.put("operation", "alter");
    summary.put("commit", "6a5b4c3d-2e1f-4a0b-9c8d-7e6f50413223");
    return new Manifest(
        second.storeId(),
        3,
        2,
        1767398400000L,
        "{\"type\":\"struct\",\"fields\":[{\"name\":\"iata\",\"type\":\"string\",\"nullable\":false,"
            + "\"metadata\":{\"indexkv.id\":0}},{\"name\":\"feet\",\"type\":\"integer\","
            + "\"nullable\":true,\"metadata\":{\"indexkv.id\":1,"
            + "\"indexkv.initial\":\"00000000000000000500000000000000\"}}]}",
        second.keyColumns(),
        second.keyTypes(),
        second.layers().stream().map(layer -> layer.withSchema(SCHEMA)).toList(),
        second.properties(),
        summary);
  }

  /** The fourth example: airlines of airports, whose keys repeat. */
  public static Manifest repeatedAirports() {
    Manifest first = threeAirports();
    Map<String, String> summary = new TreeMap<>(first.summary());
    summary.put("files", "1");
    summary.put("bytes", "4377");
    summary.put("repeated", "1");
    summary.put("commit", "c1b5d0de-7d1c-4c0f-9f57-2f0c5a3a6e02");
    return new Manifest(
        "9c1d7a46-1f0b-4f3e-8d68-0b7a9e5d2c33",
        1,
        0,
        1767225600000L,
        "{\"type\":\"struct\",\"fields\":[{\"name\":\"iata\",\"type\":\"string\"},"
            + "{\"name\":\"airline\",\"type\":\"string\"},"
            + "{\"name\":\"_ordinal\",\"type\":\"long\"}]}",
        List.of("iata", "_ordinal"),
        List.of("string", "int64"),
        List.of(
            layer(
                new DataFile(
                    "data/00000-5e8a1f77.ikv",
                    new StoreFileInfo(
                        4377,
                        0x71d2c05b,
                        3,
                        HexFormat.of().parseHex("414d5300018000000000000000"),
                        HexFormat.of().parseHex("4a464b00018000000000000000"))))),
        Map.of("duplicates", "keep", "value.encoding", "row-v1"),
        summary);
  }

  private static Layer layer(DataFile... files) {
    return Layer.of(List.of(files));
  }

  /** The worked example of docs/store-layout.md. */
  public static Manifest threeAirports() {
    return new Manifest(
        "3f0c9d52-6f5e-4c62-9d3a-5b8f6f0e4a11",
        1,
        0,
        1767225600000L,
        SCHEMA,
        List.of("iata"),
        List.of("string"),
        List.of(
            layer(
                new DataFile(
                    "data/00000-7d1f3c1e.ikv",
                    new StoreFileInfo(4321, 0x5a0c21f3, 2, key("AMS"), key("JFK"))),
                new DataFile(
                    "data/00001-90b2e4aa.ikv",
                    new StoreFileInfo(4210, 0x00e1b2c3, 1, key("SFO"), key("SFO"))))),
        Map.of("value.encoding", "row-v1"),
        Map.of(
            "operation",
            "overwrite",
            "entries",
            "3",
            "files",
            "2",
            "bytes",
            "8531",
            "commit",
            "b8c9c7d4-0e63-4f0e-8a3e-0f6d2c1b9a77"));
  }
}
