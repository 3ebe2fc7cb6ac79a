/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.probe.Probe;
import io.indexkv.spark.probe.ProbeSpec;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;

/** Declares the state of generated code that probes a store. */
final class ProbeCode {
  private ProbeCode() {}

  /** Declares the probe of a task, and returns the name of its variable. */
  static String probe(CodegenContext context, ProbeSpec spec) {
    String reference = context.addReferenceObj("lookup", spec, ProbeSpec.class.getName());
    String type = Probe.type(spec.keyType()).getName();
    return state(
        context,
        type,
        "probe",
        v -> "%s = (%s) %s.open(%s);".formatted(v, type, Probe.class.getName(), reference));
  }

  /** Declares a row that can point at rows of the store, and returns the name of its variable. */
  static String storeRow(CodegenContext context, LookupJoinParts parts) {
    int columns = parts.storeColumns().size();
    return state(context, "UnsafeRow", "storeRow", v -> v + " = new UnsafeRow(" + columns + ");");
  }

  static String state(
      CodegenContext context, String type, String name, scala.Function1<String, String> init) {
    return context.addMutableState(type, name, init, true, true);
  }
}
