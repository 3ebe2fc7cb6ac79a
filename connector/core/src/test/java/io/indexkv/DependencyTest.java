/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.KeyType;
import io.indexkv.testing.UserFacing;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Directions inside core: the JDK and codecs ← file ← row ← store ← what a plain Java user names.
 */
@AnalyzeClasses(packages = "io.indexkv", importOptions = DoNotIncludeTests.class)
class DependencyTest {
  private static final String[] CODECS = {"net.jpountz.lz4", "com.github.luben.zstd"};

  @ArchTest
  static final ArchRule FILE_KNOWS_THE_JDK_AND_CODECS_ONLY =
      classes()
          .that()
          .resideInAPackage("io.indexkv.file")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.indexkv.file", "java..", "sun.misc..")
                  .or(resideInAnyPackage(CODECS)));

  /** Each library is optional: only a file that needs it may load a class that names it. */
  @ArchTest
  static final ArchRule ONE_CLASS_A_CODEC =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("BlockCodec")
          .should()
          .dependOnClassesThat(resideInAnyPackage(CODECS));

  @ArchTest
  static final ArchRule ROW_KNOWS_WHAT_A_FILE_ASKS_OF_A_CHECK =
      classes()
          .that()
          .resideInAPackage("io.indexkv.row")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.indexkv.row", "java..").or(belongToAnyOf(ValueCheck.class)));

  @ArchTest
  static final ArchRule STORE_KNOWS_FILES_AND_KEY_TYPES =
      classes()
          .that()
          .resideInAPackage("io.indexkv.store")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.indexkv.store", "io.indexkv.row", "io.indexkv.file", "java..")
                  .or(equivalentTo(KeyType.class)));

  @ArchTest
  static final ArchRule KEY_TYPES_KNOW_NEITHER =
      noClasses()
          .that(equivalentTo(KeyType.class))
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.indexkv.file", "io.indexkv.store"));

  /**
   * So none can leak, and nothing runs behind the back of the caller. ParallelCalls joins its own
   * before it returns.
   */
  @ArchTest
  static final ArchRule STARTS_NO_THREADS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.indexkv.store.storage.ParallelCalls")
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .dependOnClassesThat(assignableTo(ExecutorService.class))
          .orShould()
          .dependOnClassesThat(equivalentTo(Executors.class));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("io.indexkv.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule USERS_NAME_NO_INTERNAL_TYPES =
      classes().that(UserFacing.types()).should(UserFacing.mentionOnlyTypesForUsersAnd());
}
