/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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

  private static ArchRule apart(String one, String other, String another) {
    return noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(other, another, ROOT);
  }
}
