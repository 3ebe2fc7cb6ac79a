/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.KeyColumn;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import java.util.ArrayList;
import java.util.List;

/** The columns of a store that an import changes. */
public record ExistingStore(List<StoreField> fields, List<String> key, Manifest manifest) {
  private static final String REMEDY = "change it with the program that wrote it";

  /**
   * The columns of a store.
   *
   * @throws UsageException if its values are not rows that have the key's columns
   */
  public static ExistingStore of(EntryColumns columns) {
    List<StoreField> fields =
        columns.fields().stream()
            .map(f -> new StoreField(f.name(), f.type(), f.declared(), "{}"))
            .toList();
    List<String> names = fields.stream().map(StoreField::name).toList();
    String label = columns.manifest().properties().get(StoreProperties.VALUE_ENCODING);
    if (!SchemaRows.LAYOUT.equals(label) || !names.containsAll(columns.key().names())) {
      throw new UsageException(
          "the store was not written with rows that have the key's columns", REMEDY);
    }
    for (KeyColumn column : columns.key().columns()) {
      String own = fields.get(names.indexOf(column.name())).keyType().label();
      if (!own.equals(column.type().label())) {
        throw new UsageException(
            "key column %s of the store is %s, its rows have %s"
                .formatted(Text.escaped(column.name()), column.type(), own),
            REMEDY);
      }
    }
    return new ExistingStore(fields, columns.key().names(), columns.manifest());
  }

  /** What a row of the store must be: its columns that are NOT NULL have no null. */
  public ValueCheck check() {
    return SchemaRows.check(manifest.schema(), key);
  }

  /**
   * Checks the key that the user named; none is right, too.
   *
   * @throws UsageException if it is another one
   */
  public void requireKey(List<String> named) {
    if (!named.isEmpty() && !named.equals(key)) {
      throw new UsageException(
          "--key: expected the key of the store, %s, found %s".formatted(shown(key), shown(named)));
    }
  }

  /**
   * Checks that a file has the columns of the store, in any order.
   *
   * @throws UsageException if it does not
   */
  public void requireColumns(List<StoreField> found) {
    List<String> names = found.stream().map(StoreField::name).toList();
    for (StoreField field : fields) {
      int at = names.indexOf(field.name());
      if (at < 0) {
        throw new UsageException(
            "the file has no column %s of the store, it has %s"
                .formatted(Text.escaped(field.name()), shown(names)));
      }
      String type = EntryColumns.typeText(found.get(at).type());
      if (!type.equals(EntryColumns.typeText(field.type()))) {
        throw new UsageException(
            "column %s of the file is %s, the store has %s"
                .formatted(Text.escaped(field.name()), type, EntryColumns.typeText(field.type())));
      }
    }
    List<String> others = new ArrayList<>(names);
    others.removeAll(fields.stream().map(StoreField::name).toList());
    if (!others.isEmpty()) {
      throw new UsageException(
          "the store has no column %s of the file".formatted(shown(others)),
          "--columns names the columns to import");
    }
  }

  private static String shown(List<String> names) {
    return Text.escaped(String.join(", ", names));
  }
}
