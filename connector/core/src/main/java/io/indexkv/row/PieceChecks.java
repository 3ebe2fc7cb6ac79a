/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.ArrayList;
import java.util.List;

/** Makes the checks of types, with those of the types inside them. */
final class PieceChecks {
  private PieceChecks() {}

  /**
   * The check of a type's pieces. It accepts any bytes if the type has none, or any may be in it.
   */
  static PieceCheck of(RowType type) {
    if (type instanceof RowType.WideDecimal decimal) {
      return new DecimalCheck(decimal.precision());
    } else if (type instanceof RowType.Struct struct) {
      return of(struct);
    } else if (type instanceof RowType.Array array) {
      return array(array.element());
    } else if (type instanceof RowType.MapOf map) {
      return new MapCheck(array(map.key()), array(map.value()));
    }
    return PieceCheck.ANY;
  }

  /** The check of a row, or of a struct inside a row. */
  static StructCheck of(RowType.Struct struct) {
    List<PieceCheck> checks = new ArrayList<>();
    for (RowType.Field field : struct.fields()) {
      checks.add(of(field.type()));
    }
    return new StructCheck(struct, checks);
  }

  private static ArrayCheck array(RowType element) {
    return new ArrayCheck(element, of(element));
  }
}
