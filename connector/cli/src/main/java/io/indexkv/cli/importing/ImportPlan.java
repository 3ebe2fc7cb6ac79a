/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.VersionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What an import makes of the rows.
 *
 * @param fields the columns of the store
 * @param key names of the key's columns
 * @param schema of the store, as manifests have it
 * @param append whether the entries go on top of those that the store has
 * @param base the version that an overwrite replaces
 * @param check what the store demands of a row
 */
public record ImportPlan(
    List<StoreField> fields,
    List<String> key,
    String schema,
    boolean append,
    VersionId base,
    ValueCheck check,
    WriteChoices choices) {
  /** What the user chose of how entries are written. */
  public record WriteChoices(
      Duplicates duplicates,
      boolean dropNullKeys,
      Compression compression,
      long memoryBytes,
      Path temporary) {}

  /**
   * A plan for a new store, or for one whose entries are replaced.
   *
   * @throws UsageException if the key is not one of these columns
   */
  public static ImportPlan replacing(
      List<StoreField> fields, List<String> key, VersionId base, WriteChoices choices) {
    if (key.isEmpty()) {
      throw new UsageException("expected --key with the columns of the key");
    }
    if (key.size() > KeyType.MAX_COLUMNS) {
      throw new UsageException(
          "--key: expected at most %d columns, found %d"
              .formatted(KeyType.MAX_COLUMNS, key.size()));
    }
    List<String> names = fields.stream().map(StoreField::name).toList();
    for (String name : key) {
      if (!names.contains(name)) {
        throw new UsageException(
            "--key: there is no column %s, there are %s"
                .formatted(Text.escaped(name), Text.escaped(String.join(", ", names))));
      }
    }
    if (Set.copyOf(key).size() < key.size()) {
      throw new UsageException("--key: a column comes twice in " + String.join(",", key));
    }
    String schema = SchemaText.of(fields, key);
    ImportPlan plan = new ImportPlan(fields, key, schema, false, base, ValueCheck.ANY, choices);
    plan.keyTypes();
    return plan;
  }

  /** A plan for changes of a store. */
  public static ImportPlan changing(ExistingStore store, WriteChoices choices) {
    return new ImportPlan(
        store.fields(),
        store.key(),
        store.manifest().schema(),
        true,
        VersionId.NONE,
        store.check(),
        choices);
  }

  /** The type of each column of the key. */
  List<KeyType> keyTypes() {
    return keyFields().stream().map(StoreField::keyType).toList();
  }

  List<StoreField> keyFields() {
    return key.stream().map(name -> fields.get(position(name))).toList();
  }

  /** The positions of the key's columns in a row. */
  int[] keyPositions() {
    return key.stream().mapToInt(this::position).toArray();
  }

  private int position(String name) {
    return fields.stream().map(StoreField::name).toList().indexOf(name);
  }
}
