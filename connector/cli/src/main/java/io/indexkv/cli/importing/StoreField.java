/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.SchemaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a store.
 *
 * @param declared its type if it is a CHAR or VARCHAR; empty for others
 * @param metadata what Spark notes of it, as a JSON object
 */
public record StoreField(String name, SchemaType type, String declared, String metadata) {
  private static final Pattern DECLARED = Pattern.compile("(char|varchar)\\((\\d{1,9})\\)");

  /** A column of which nothing is noted. */
  public static StoreField of(String name, SchemaType type) {
    return new StoreField(name, type, "", "{}");
  }

  /** Length to which values are filled up with spaces; 0 if they are not. */
  public int charLength() {
    Matcher parts = DECLARED.matcher(declared);
    return parts.matches() && parts.group(1).equals("char") ? maxLength() : 0;
  }

  /** Maximum number of characters; 0 for no limit. */
  public int maxLength() {
    Matcher parts = DECLARED.matcher(declared);
    return parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
  }

  /**
   * The type of this column in a key.
   *
   * @throws UsageException if it cannot be in a key
   */
  public KeyType keyType() {
    String name = EntryColumns.typeText(type);
    String label =
        switch (name) {
          case "tinyint" -> "int8";
          case "smallint" -> "int16";
          case "int" -> "int32";
          case "bigint" -> "int64";
          default -> name;
        };
    try {
      return KeyType.of(label);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--key: column " + Text.escaped(this.name) + ": " + e.getMessage(), e);
    }
  }
}
