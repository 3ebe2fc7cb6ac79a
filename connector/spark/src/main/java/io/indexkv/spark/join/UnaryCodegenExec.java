/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnaryExecNode;
import scala.Function1;
import scala.collection.immutable.Seq;

/**
 * An operator with one child and generated code, written in Java. It has the methods that scalac
 * would add to a class with these traits, and those whose declarations differ between Scala 2.12
 * and 2.13.
 */
abstract class UnaryCodegenExec extends SparkPlan implements CodegenSupport, UnaryExecNode {
  private final SparkPlan child;
  private CodegenSupport parent;

  UnaryCodegenExec(SparkPlan child) {
    this.child = child;
    CodegenSupport.$init$(this);
  }

  /** Generated code for a row of the child; {@code input} has its columns. */
  abstract String consumeRow(CodegenContext context, List<ExprCode> input);

  @Override
  public final SparkPlan child() {
    return child;
  }

  @Override
  public final CodegenSupport parent() {
    return parent;
  }

  @Override
  public final void parent_$eq(CodegenSupport newParent) {
    parent = newParent;
  }

  // Written out although the traits have them, because for javac, TreeNode's abstract methods win.

  @Override
  public final Seq<SparkPlan> children() {
    return Seqs.of(List.of(child));
  }

  @Override
  public final SparkPlan mapChildren(Function1<SparkPlan, SparkPlan> f) {
    return UnaryExecNode.super.mapChildren(f);
  }

  // The parameter has one type in Scala 2.13 and another in 2.12, so neither overload can have
  // @Override.

  public final SparkPlan withNewChildrenInternal(
      scala.collection.immutable.IndexedSeq<SparkPlan> in) {
    return withNewChildInternal(in.apply(0));
  }

  public final SparkPlan withNewChildrenInternal(scala.collection.IndexedSeq<SparkPlan> in) {
    return withNewChildInternal(in.apply(0));
  }

  public final String doConsume(
      CodegenContext context, scala.collection.immutable.Seq<ExprCode> input, ExprCode row) {
    return consumeRow(context, Seqs.list(input));
  }

  public final String doConsume(
      CodegenContext context, scala.collection.Seq<ExprCode> input, ExprCode row) {
    return consumeRow(context, Seqs.list(input));
  }
}
