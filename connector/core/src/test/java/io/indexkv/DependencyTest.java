/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.indexkv.testing.NoCircle;
import io.indexkv.testing.UserFacing;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Directions inside core: the types that plain Java users name depend on the lower ones, down to
 * bytes, never back.
 */
@AnalyzeClasses(packages = "io.indexkv", importOptions = DoNotIncludeTests.class)
class DependencyTest {
  private static final String[] CODECS = {"net.jpountz.lz4", "com.github.luben.zstd"};
  private static final String JACKSON = "com.fasterxml.jackson.core..";

  /**
   * The packages that each package may use, from the bottom to the top. All may use the JDK. Every
   * package may carry the mark {@link Internal}.
   */
  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("error")
          .definedBy("io.indexkv.error")
          .layer("bytes")
          .definedBy("io.indexkv.file.bytes")
          .layer("format")
          .definedBy("io.indexkv.file.format")
          .layer("write")
          .definedBy("io.indexkv.file.write")
          .layer("index")
          .definedBy("io.indexkv.file.index")
          .layer("cursor")
          .definedBy("io.indexkv.file.cursor")
          .layer("file")
          .definedBy("io.indexkv.file")
          .layer("ordered")
          .definedBy("io.indexkv.file.ordered")
          .layer("sort")
          .definedBy("io.indexkv.file.sort")
          .layer("row")
          .definedBy("io.indexkv.row")
          .layer("key")
          .definedBy("io.indexkv.key")
          .layer("manifest")
          .definedBy("io.indexkv.store.manifest")
          .layer("value")
          .definedBy("io.indexkv.value")
          .layer("storage")
          .definedBy("io.indexkv.store.storage")
          .layer("versions")
          .definedBy("io.indexkv.store")
          .layer("store read")
          .definedBy("io.indexkv.store.read")
          .layer("store profile")
          .definedBy("io.indexkv.store.profile")
          .layer("store write")
          .definedBy("io.indexkv.store.write")
          .layer("users")
          .definedBy("io.indexkv")
          .whereLayer("error")
          .mayOnlyAccessLayers("bytes")
          .whereLayer("bytes")
          .mayNotAccessAnyLayer()
          .whereLayer("format")
          .mayOnlyAccessLayers("error", "bytes")
          .whereLayer("write")
          .mayOnlyAccessLayers("error", "bytes", "format")
          .whereLayer("index")
          .mayOnlyAccessLayers("error", "bytes", "format")
          .whereLayer("cursor")
          .mayOnlyAccessLayers("bytes", "index")
          .whereLayer("file")
          .mayOnlyAccessLayers("error", "bytes", "format", "index", "cursor")
          .whereLayer("ordered")
          .mayOnlyAccessLayers("error", "bytes", "format", "index", "cursor", "file")
          .whereLayer("sort")
          .mayOnlyAccessLayers("error", "bytes", "format", "write", "cursor", "file")
          .whereLayer("row")
          .mayOnlyAccessLayers("error", "format")
          .whereLayer("key")
          .mayOnlyAccessLayers("error", "bytes")
          .whereLayer("manifest")
          .mayOnlyAccessLayers("error", "bytes", "format", "row")
          .whereLayer("value")
          .mayOnlyAccessLayers("error", "bytes", "key", "manifest")
          .whereLayer("storage")
          .mayOnlyAccessLayers("error", "bytes", "format", "file", "manifest")
          .whereLayer("versions")
          .mayOnlyAccessLayers("error", "bytes", "format", "manifest", "storage")
          .whereLayer("store read")
          .mayOnlyAccessLayers(
              "error",
              "bytes",
              "format",
              "index",
              "cursor",
              "file",
              "ordered",
              "row",
              "key",
              "manifest",
              "storage")
          .whereLayer("store profile")
          .mayOnlyAccessLayers(
              "error", "bytes", "format", "index", "cursor", "file", "manifest", "storage")
          .whereLayer("store write")
          .mayOnlyAccessLayers(
              "error",
              "bytes",
              "format",
              "write",
              "cursor",
              "file",
              "ordered",
              "sort",
              "manifest",
              "storage",
              "versions",
              "store read")
          .ignoreDependency(alwaysTrue(), equivalentTo(Internal.class));

  /** Core uses the JDK, the codecs, and Jackson for JSON. */
  @ArchTest
  static final ArchRule CORE_KNOWS_THE_JDK_CODECS_AND_JACKSON_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.indexkv..", "java..", "sun.misc..", JACKSON)
                  .or(resideInAnyPackage(CODECS)));

  /** A JVM may deny sun.misc.Unsafe: the class is chosen only where it does not. */
  @ArchTest
  static final ArchRule ONE_CLASS_USES_UNSAFE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.indexkv.file.bytes.UnsafeWords")
          .should()
          .dependOnClassesThat(resideInAnyPackage("sun.misc.."));

  /** Only manifests and tags are JSON, and no other package sees a type of Jackson. */
  @ArchTest
  static final ArchRule JACKSON_READS_AND_WRITES_MANIFESTS_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.indexkv.store.manifest")
          .should()
          .dependOnClassesThat(resideInAnyPackage(JACKSON));

  /** Each library is optional: only a file that needs it may load a class that names it. */
  @ArchTest
  static final ArchRule ONE_CLASS_A_CODEC =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("BlockCodec")
          .should()
          .dependOnClassesThat(resideInAnyPackage(CODECS));

  /**
   * No thread can leak, and nothing runs without the caller's knowledge. ParallelCalls joins its
   * own threads before it returns, WriteBack before its file is closed.
   */
  @ArchTest
  static final ArchRule STARTS_NO_THREADS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.indexkv.store.storage.ParallelCalls")
          .and()
          .doNotHaveFullyQualifiedName("io.indexkv.file.bytes.WriteBack")
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .dependOnClassesThat(assignableTo(ExecutorService.class))
          .orShould()
          .dependOnClassesThat(equivalentTo(Executors.class));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("io.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(alwaysTrue(), equivalentTo(Internal.class));

  @ArchTest
  static final ArchRule NO_CIRCLE_INSIDE_A_PACKAGE =
      classes()
          .should(
              new NoCircle()
                  .exceptFor(
                      "users implement Values, so that it is not sealed, and call its factories",
                      "io.indexkv.value.BytesValues",
                      "io.indexkv.value.Int64Values",
                      "io.indexkv.value.RowValues",
                      "io.indexkv.value.StringValues",
                      "io.indexkv.value.Values")
                  .exceptFor(
                      "users call both: a row has its layout, and a layout makes rows",
                      "io.indexkv.value.Row",
                      "io.indexkv.value.RowLayout")
                  .exceptFor(
                      "a scan reads entries in place: an interface between the cursor, the data and"
                          + " their check would be a virtual call for each entry",
                      "io.indexkv.file.MappedCursor",
                      "io.indexkv.file.MappedData",
                      "io.indexkv.file.ValueChecks")
                  .exceptFor(
                      "a manifest knows its bytes, whose checksum identifies it",
                      "io.indexkv.store.manifest.Manifest",
                      "io.indexkv.store.manifest.ManifestFormat"));

  @ArchTest
  static final ArchRule USERS_NAME_NO_INTERNAL_TYPES =
      classes().that(UserFacing.types()).should(UserFacing.mentionOnlyTypesForUsersAnd());
}
