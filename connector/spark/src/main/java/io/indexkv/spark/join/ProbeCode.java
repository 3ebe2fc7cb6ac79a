/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;

/** State of generated code that probes a store. */
final class ProbeCode {
  private ProbeCode() {}

  /** Declares the probe of a task; the name of its variable. */
  static String probe(CodegenContext context, ProbeSpec spec) {
    String reference = context.addReferenceObj("lookup", spec, ProbeSpec.class.getName());
    boolean strings = spec.keyType().equals(KeyType.STRING);
    Class<?> type = strings ? StringProbe.class : IntegerProbe.class;
    String open = strings ? "openStrings" : "openIntegers";
    return state(context, type.getName(), "probe", v -> v + " = " + reference + "." + open + "();");
  }

  /** Declares a row that is pointed at the store's; the name of its variable. */
  static String storeRow(CodegenContext context, LookupJoinParts parts) {
    int columns = parts.storeColumns().size();
    return state(context, "UnsafeRow", "storeRow", v -> v + " = new UnsafeRow(" + columns + ");");
  }

  static String state(
      CodegenContext context, String type, String name, scala.Function1<String, String> init) {
    return context.addMutableState(type, name, init, true, true);
  }
}
