/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.indexkv.testing.NoCircle;

/** Checks which package of the connector may use which. */
@AnalyzeClasses(packages = "io.indexkv.spark", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
  /**
   * Leaves out everything from the location of this class: a directory, or the jar of the tests.
   */
  static final class WithoutTests implements ImportOption {
    private static final String TESTS =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return !location.contains(TESTS);
    }
  }

  /** Reading, writing and joining do not know each other; lookups in code need no join. */
  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("compat")
          .definedBy("io.indexkv.spark.compat")
          .layer("conf")
          .definedBy("io.indexkv.spark.conf")
          .layer("codec")
          .definedBy("io.indexkv.spark.codec")
          .layer("snapshot")
          .definedBy("io.indexkv.spark.snapshot")
          .layer("columns")
          .definedBy("io.indexkv.spark.columns")
          .layer("metric")
          .definedBy("io.indexkv.spark.metric")
          .layer("read")
          .definedBy("io.indexkv.spark.read")
          .layer("write")
          .definedBy("io.indexkv.spark.write")
          .layer("change")
          .definedBy("io.indexkv.spark.change")
          .layer("lookup")
          .definedBy("io.indexkv.spark.lookup")
          .layer("function")
          .definedBy("io.indexkv.spark.function")
          .layer("planning")
          .definedBy("io.indexkv.spark.planning")
          .layer("sample")
          .definedBy("io.indexkv.spark.sample")
          .layer("unique")
          .definedBy("io.indexkv.spark.unique")
          .layer("optimizer")
          .definedBy("io.indexkv.spark.optimizer")
          .layer("probe")
          .definedBy("io.indexkv.spark.probe")
          .layer("join")
          .definedBy("io.indexkv.spark.join")
          .layer("report")
          .definedBy("io.indexkv.spark.report")
          .layer("ui")
          .definedBy("io.indexkv.spark.ui")
          .layer("tab")
          .definedBy("io.indexkv.spark.tab")
          .layer("metadata")
          .definedBy("io.indexkv.spark.metadata")
          .layer("procedure")
          .definedBy("io.indexkv.spark.procedure")
          .layer("catalog")
          .definedBy("io.indexkv.spark.catalog")
          .layer("users")
          .definedBy("io.indexkv.spark")
          .whereLayer("compat")
          .mayNotAccessAnyLayer()
          .whereLayer("conf")
          .mayOnlyAccessLayers("compat")
          .whereLayer("codec")
          .mayOnlyAccessLayers("compat")
          .whereLayer("snapshot")
          .mayOnlyAccessLayers("conf", "codec")
          .whereLayer("columns")
          .mayOnlyAccessLayers("codec", "snapshot")
          .whereLayer("metric")
          .mayNotAccessAnyLayer()
          .whereLayer("read")
          .mayOnlyAccessLayers("compat", "conf", "codec", "snapshot", "columns", "metric")
          .whereLayer("write")
          .mayOnlyAccessLayers("compat", "conf", "codec", "snapshot")
          .whereLayer("change")
          .mayOnlyAccessLayers("snapshot", "read", "write")
          .whereLayer("lookup")
          .mayOnlyAccessLayers("codec", "snapshot")
          .whereLayer("function")
          .mayOnlyAccessLayers("codec", "snapshot", "lookup")
          .whereLayer("planning")
          .mayOnlyAccessLayers("compat", "conf", "codec", "snapshot")
          .whereLayer("sample")
          .mayOnlyAccessLayers("compat", "conf", "codec", "snapshot")
          .whereLayer("unique")
          .mayOnlyAccessLayers("compat", "conf", "snapshot", "planning")
          .whereLayer("optimizer")
          .mayOnlyAccessLayers("compat", "conf", "snapshot", "planning", "unique")
          .whereLayer("probe")
          .mayOnlyAccessLayers("compat", "conf", "codec", "snapshot", "planning")
          .whereLayer("join")
          .mayOnlyAccessLayers(
              "compat",
              "conf",
              "codec",
              "snapshot",
              "sample",
              "planning",
              "unique",
              "optimizer",
              "probe")
          .whereLayer("report")
          .mayOnlyAccessLayers("compat", "snapshot", "join")
          .whereLayer("ui")
          .mayOnlyAccessLayers("compat", "conf", "probe", "report")
          .whereLayer("tab")
          .mayOnlyAccessLayers("compat", "ui")
          .whereLayer("catalog")
          .mayOnlyAccessLayers(
              "compat",
              "conf",
              "codec",
              "snapshot",
              "read",
              "write",
              "change",
              "function",
              "metadata")
          .whereLayer("metadata")
          .mayOnlyAccessLayers("snapshot")
          .whereLayer("procedure")
          .mayOnlyAccessLayers("compat", "conf", "snapshot", "metadata", "catalog")
          .whereLayer("users")
          .mayOnlyAccessLayers("conf", "snapshot", "write", "lookup", "metadata", "catalog");

  @ArchTest
  static final ArchRule noCircleInsideAPackage =
      classes()
          .should(
              new NoCircle()
                  .exceptFor(
                      "Spark's operators make code by calling each other back, and a stack of joins"
                          + " is the code of several operators",
                      "io.indexkv.spark.join.BatchCode",
                      "io.indexkv.spark.join.LookupColumnarRule",
                      "io.indexkv.spark.join.LookupJoinExec",
                      "io.indexkv.spark.join.MatchCode",
                      "io.indexkv.spark.join.StackedCode",
                      "io.indexkv.spark.join.StackedKey",
                      "io.indexkv.spark.join.StackedLookups"));

  /** Types that users call or name in code mention no type that may change. */
  @ArchTest
  static final ArchRule usersNameNoInternalTypes =
      classes()
          .that()
          .haveFullyQualifiedName("io.indexkv.spark.LookupTable")
          .or()
          .haveFullyQualifiedName("io.indexkv.spark.IndexKvSource")
          .or()
          .haveFullyQualifiedName("io.indexkv.spark.catalog.IndexKvCatalog")
          .or()
          .haveFullyQualifiedName("io.indexkv.spark.join.LookupJoinExtensions")
          .should(
              new ArchCondition<>("mention only their own, the JDK's and Spark's types") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getMembers().stream()
                      .filter(ArchitectureTest::isVisible)
                      .flatMap(
                          member ->
                              member.getAllInvolvedRawTypes().stream()
                                  .map(JavaClass::getBaseComponentType)
                                  .filter(mentioned -> isInternal(mentioned, type))
                                  .map(mentioned -> member.getFullName() + ": " + mentioned))
                      .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
                }
              });

  private static boolean isVisible(JavaMember member) {
    return (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED))
        && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isInternal(JavaClass mentioned, JavaClass own) {
    return mentioned.getPackageName().startsWith("io.indexkv") && !mentioned.equals(own);
  }
}
