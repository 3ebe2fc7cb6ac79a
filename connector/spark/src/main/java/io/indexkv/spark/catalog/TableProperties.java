/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.KnownOptions;
import io.indexkv.spark.conf.StatementIsolation;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.store.manifest.StoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The properties of a table: what CREATE TABLE says besides the columns. A manifest keeps them, so
 * they belong to a version like its columns.
 *
 * @param key the key columns as the user wrote them; empty if none were given
 * @param location where the user wants the store; empty for the catalog's own place
 * @param own the properties that the store keeps, by their names in SQL
 */
record TableProperties(List<String> key, Optional<String> location, Map<String, String> own) {
  static final String PRIMARY_KEY = "primary-key";

  /** Spark prefixes the options of CREATE TABLE with this, and gives them without it, too. */
  private static final String OPTION = "option.";

  /** Properties that Spark computes or that are stored in other places. */
  private static final Set<String> COMPUTED =
      Set.of(
          TableCatalog.PROP_PROVIDER,
          TableCatalog.PROP_LOCATION,
          TableCatalog.PROP_EXTERNAL,
          TableCatalog.PROP_IS_MANAGED_LOCATION,
          StoreOption.PATH);

  /** A table without properties. */
  static TableProperties none() {
    return new TableProperties(List.of(), Optional.empty(), Map.of());
  }

  /**
   * Reads the properties of CREATE TABLE.
   *
   * @throws IllegalArgumentException naming a property that is unknown, or whose value is refused
   */
  static TableProperties of(Map<String, String> given) {
    requireProvider(given.get(TableCatalog.PROP_PROVIDER));
    if (given.containsKey(TableCatalog.PROP_EXTERNAL) && location(given).isEmpty()) {
      throw new IllegalArgumentException(
          "CREATE EXTERNAL TABLE needs a LOCATION, the directory of the store");
    }
    Map<String, String> own = new TreeMap<>();
    String keyText = null;
    for (Map.Entry<String, String> property : given.entrySet()) {
      String name = property.getKey();
      if (isKey(name)) {
        if (keyText != null && !keyText.equals(property.getValue())) {
          throw new IllegalArgumentException(
              "properties '%s' and '%s' name the key in two ways, %s and %s: give one"
                  .formatted(StoreOption.KEY, PRIMARY_KEY, keyText, property.getValue()));
        }
        keyText = property.getValue();
      } else if (!COMPUTED.contains(name) && !name.startsWith(OPTION)) {
        own.put(name, property.getValue());
      }
    }
    List<String> key = keyText == null ? List.of() : KeyList.parse(keyText);
    check(own);
    return new TableProperties(List.copyOf(key), location(given), own);
  }

  private static Optional<String> location(Map<String, String> given) {
    String location = given.get(TableCatalog.PROP_LOCATION);
    String path = given.get(StoreOption.PATH);
    if (location != null && path != null && !location.equals(path)) {
      throw new IllegalArgumentException(
          "LOCATION is %s, but option '%s' is %s: give one"
              .formatted(location, StoreOption.PATH, path));
    }
    return Optional.ofNullable(location == null ? path : location);
  }

  /**
   * Refuses a LOCATION other than the one that the table has.
   *
   * @param problem what the message says after "LOCATION is …, but"
   */
  void requireAt(StoreLocation place, String problem) {
    if (location.isPresent() && !StoreLocation.of(location.get()).uri().equals(place.uri())) {
      throw new IllegalArgumentException(
          "LOCATION is %s, but %s".formatted(location.get(), problem));
    }
  }

  static boolean isKey(String name) {
    return name.equalsIgnoreCase(StoreOption.KEY) || name.equalsIgnoreCase(PRIMARY_KEY);
  }

  /** True for names that a table has, but that nobody sets by TBLPROPERTIES. */
  static boolean isReserved(String name) {
    return COMPUTED.contains(name) || isKey(name);
  }

  // a DataFrame that is saved without a format names the default one
  private static void requireProvider(String provider) {
    if (provider != null
        && !provider.equalsIgnoreCase("indexkv")
        && !provider.equalsIgnoreCase(SQLConf.get().defaultDataSourceName())) {
      throw new IllegalArgumentException(
          "USING %s: this catalog has tables of indexkv only. Leave USING out, or create the table in another catalog"
              .formatted(provider));
    }
  }

  /**
   * Checks names and values of properties that a user sets.
   *
   * @throws IllegalArgumentException naming the property, and the nearest one that exists
   */
  static void check(Map<String, String> own) {
    KnownOptions.requireTable(own.keySet());
    StatementIsolation.check(own);
    StoreWriteOptions.of(writeOptions(own));
  }

  /**
   * Whether a table with these properties keeps rows of equal keys.
   *
   * @param replaced the table that it replaces, whose properties stay where these give none
   */
  boolean repeatsKeys(Optional<HadoopPinnedStore> replaced) {
    Map<String, String> all =
        over(replaced.map(one -> ofManifest(one.manifest().properties())).orElseGet(Map::of)).own;
    EqualKeys equal = StoreWriteOptions.of(writeOptions(all)).equalKeys();
    return equal != null && equal.rule() == EqualKeys.Rule.KEEP;
  }

  /** The properties that are defaults of the options of writes. */
  private static CaseInsensitiveStringMap writeOptions(Map<String, String> own) {
    Map<String, String> options = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (KnownOptions.isWriteDefault(name)) {
            options.put(name, value);
          }
        });
    return new CaseInsensitiveStringMap(options);
  }

  /**
   * The options of a write: those of the query, and the table's properties where the query gives
   * none.
   */
  static CaseInsensitiveStringMap withDefaults(
      CaseInsensitiveStringMap query, Map<String, String> own) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(writeOptions(own).asCaseSensitiveMap());
    options.putAll(query.asCaseSensitiveMap());
    return new CaseInsensitiveStringMap(options);
  }

  /** These properties, and those of the replaced table where these give none. */
  TableProperties over(Map<String, String> replaced) {
    Map<String, String> all = new TreeMap<>(replaced);
    all.putAll(own);
    return new TableProperties(key, location, all);
  }

  /** The key as the text of an option; empty if none was given. */
  Optional<String> keyText() {
    return key.isEmpty() ? Optional.empty() : Optional.of(KeyList.format(key));
  }

  /** The properties as a manifest keeps them. */
  Map<String, String> stored() {
    Map<String, String> stored = new TreeMap<>();
    own.forEach((name, value) -> stored.put(StoreProperties.TABLE + name, value));
    return stored;
  }

  /** The properties that a manifest keeps, by their names in SQL. */
  static Map<String, String> ofManifest(Map<String, String> properties) {
    Map<String, String> own = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(StoreProperties.TABLE)) {
            own.put(name.substring(StoreProperties.TABLE.length()), value);
          }
        });
    return own;
  }
}
