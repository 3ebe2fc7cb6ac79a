/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.snapshot.ColumnNames;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Refuses keys with strings that are not UTF-8. Spark makes such strings from binary and from files
 * in other encodings. No text in Java or Python could look them up.
 */
final class StrictText {
  /** Maximum number of bytes that a message shows of a string. */
  private static final int SHOWN = 40;

  private final List<KeyColumn> columns;

  StrictText(StoreKey key) {
    columns = key.columns().stream().filter(c -> c.dataType() instanceof StringType).toList();
  }

  /**
   * Checks the key of a row of the store; no key column may be null.
   *
   * @throws IllegalArgumentException naming the column and the bytes
   */
  void require(InternalRow row) {
    for (int i = 0; i < columns.size(); i++) {
      KeyColumn column = columns.get(i);
      UTF8String text = row.getUTF8String(column.ordinal());
      if (!isAscii(text)) {
        require(column, text.getBytes());
      }
    }
  }

  private static boolean isAscii(UTF8String text) {
    for (int i = 0; i < text.numBytes(); i++) {
      if (Platform.getByte(text.getBaseObject(), text.getBaseOffset() + i) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void require(KeyColumn column, byte[] bytes) {
    byte[] again = new String(bytes, UTF_8).getBytes(UTF_8);
    int at = Arrays.mismatch(bytes, again);
    if (at < 0) {
      return;
    }
    HexFormat hex = HexFormat.of();
    String shown =
        bytes.length <= SHOWN ? hex.formatHex(bytes) : hex.formatHex(bytes, 0, SHOWN) + "…";
    throw new IllegalArgumentException(
        ("key column %s: the string X'%s' is not UTF-8 from byte %d on. Decode it from the encoding"
                + " it has, or cast the column to BINARY. Nothing was published.")
            .formatted(ColumnNames.shown(column.name()), shown, at));
  }
}
