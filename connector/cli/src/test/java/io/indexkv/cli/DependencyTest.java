/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.indexkv.testing.NoCircle;

/** Directions inside the command line: no package and no class needs one that needs it. */
@AnalyzeClasses(packages = "io.indexkv.cli", importOptions = DoNotIncludeTests.class)
class DependencyTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.indexkv.cli.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule NO_CIRCLE_INSIDE_A_PACKAGE = classes().should(new NoCircle());
}
