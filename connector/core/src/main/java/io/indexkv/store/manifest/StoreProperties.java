/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The properties by which manifests and store files say how keys and values are encoded. */
public final class StoreProperties {
  /** Names how values become bytes. */
  public static final String VALUE_ENCODING = "value.encoding";

  /** Names of a table's own properties begin with this. Readers of the store ignore them. */
  public static final String TABLE = "table.";

  /** Names of the properties that say which batch of a stream came last begin with this. */
  public static final String STREAM = "stream.";

  /** Names of the properties that say which numbered write of an application came last. */
  public static final String APPLICATION = "txn.";

  private static final String SCHEMA = "schema";
  private static final String KEY_COLUMNS = "key.columns";
  private static final String KEY_TYPES = "key.types";

  private StoreProperties() {}

  /** The properties of a manifest, which has fields for all else. */
  public static Map<String, String> ofManifest(String valueEncoding) {
    return Map.of(VALUE_ENCODING, valueEncoding);
  }

  /** True for the properties of a manifest that an overwrite of the entries does not change. */
  public static boolean outlivesOverwrite(String name) {
    return name.startsWith(TABLE) || name.startsWith(STREAM) || name.startsWith(APPLICATION);
  }

  /** The properties of a store file. */
  public static Map<String, String> ofFile(
      String valueEncoding, String schema, List<String> keyColumns, List<String> keyTypes) {
    return Map.of(
        VALUE_ENCODING,
        valueEncoding,
        SCHEMA,
        schema,
        KEY_COLUMNS,
        String.join(",", keyColumns),
        KEY_TYPES,
        String.join(",", keyTypes));
  }

  /** The schema among the properties of a store file. */
  public static String schema(Map<String, String> ofFile) {
    return ofFile.get(SCHEMA);
  }

  /** The labels of the key types among the properties of a store file, separated by commas. */
  public static String keyTypes(Map<String, String> ofFile) {
    return ofFile.get(KEY_TYPES);
  }

  /** These properties, and the declaration of an interval, if there is one. */
  public static Map<String, String> with(Interval interval, Map<String, String> properties) {
    if (interval == null) {
      return properties;
    }
    Map<String, String> all = new HashMap<>(properties);
    all.put(Interval.PROPERTY, interval.text());
    return all;
  }

  /** The properties of a file of deleted keys, whose values are empty. */
  public static Map<String, String> ofDeletes(Map<String, String> ofFile) {
    Map<String, String> properties = new HashMap<>(ofFile);
    properties.remove(Interval.PROPERTY);
    return properties;
  }

  /**
   * The properties of a store file, with another schema and key; others' files may have neither.
   */
  public static Map<String, String> ofNewSchema(
      Map<String, String> ofFile, String schema, List<String> keyColumns) {
    Map<String, String> properties = new HashMap<>(ofFile);
    properties.replace(SCHEMA, schema);
    properties.replace(KEY_COLUMNS, String.join(",", keyColumns));
    return properties;
  }
}
