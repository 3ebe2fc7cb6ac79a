/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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

/** Reading, writing and joining know nothing of each other. */
@AnalyzeClasses(packages = "io.indexkv.spark", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
  /** Leaves out whatever lies where this class does: a directory, or the jar of the tests. */
  static final class WithoutTests implements ImportOption {
    private static final String TESTS =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return !location.contains(TESTS);
    }
  }

  private static final String READ = "io.indexkv.spark.read..";
  private static final String WRITE = "io.indexkv.spark.write..";
  private static final String JOIN = "io.indexkv.spark.join..";
  private static final String ROOT = "io.indexkv.spark";

  @ArchTest static final ArchRule readKnowsNeitherWriteNorJoin = apart(READ, WRITE, JOIN);

  @ArchTest static final ArchRule writeKnowsNeitherReadNorJoin = apart(WRITE, READ, JOIN);

  @ArchTest
  static final ArchRule joinKnowsNeitherReadNorWrite =
      apart(JOIN, READ, WRITE).allowEmptyShould(true);

  @ArchTest
  static final ArchRule whatIsSharedKnowsNoneOfThem =
      noClasses()
          .that()
          .resideInAnyPackage("io.indexkv.spark.codec..", "io.indexkv.spark.conf..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(READ, WRITE, JOIN, ROOT);

  /** So LookupTable is there in sessions without extensions, too. */
  @ArchTest
  static final ArchRule theSourceAndLookupsInCodeNeedNoJoin =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JOIN);

  /** What users call or name in code mentions nothing that may change under them. */
  @ArchTest
  static final ArchRule usersNameNoInternalTypes =
      classes()
          .that()
          .haveFullyQualifiedName("io.indexkv.spark.LookupTable")
          .or()
          .haveFullyQualifiedName("io.indexkv.spark.IndexKvSource")
          .or()
          .haveFullyQualifiedName("io.indexkv.spark.PathCatalog")
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

  private static ArchRule apart(String one, String other, String another) {
    return noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(other, another, ROOT);
  }
}
