/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.indexkv.Internal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The types that users name. All others are internal: nothing promises that they stay. */
public final class UserFacing {
  /** Packages of which all public types are for users. */
  public static final Set<String> PACKAGES =
      Set.of(
          "io.indexkv",
          "io.indexkv.error",
          "io.indexkv.hadoop",
          "io.indexkv.key",
          "io.indexkv.value");

  /** Types for users in packages that are internal otherwise. */
  private static final Set<String> TYPES =
      Set.of(
          "io.indexkv.file.format.Codec",
          "io.indexkv.file.format.Compression",
          "io.indexkv.file.write.Duplicates",
          "io.indexkv.spark.IndexKvSource",
          "io.indexkv.spark.LookupTable",
          "io.indexkv.spark.catalog.IndexKvCatalog",
          "io.indexkv.spark.catalog.IndexKvSessionCatalog",
          "io.indexkv.spark.catalog.PathCatalog",
          "io.indexkv.spark.join.LookupJoinExtensions");

  /** Internal types of packages for users: public because a neighbouring package needs them. */
  private static final Set<String> INTERNAL =
      Set.of(
          "io.indexkv.error.NotPublishedException",
          "io.indexkv.error.Required",
          "io.indexkv.key.Decimals",
          "io.indexkv.key.Epoch",
          "io.indexkv.key.KeyBounds",
          "io.indexkv.key.KeyText",
          "io.indexkv.key.Utf8",
          "io.indexkv.value.RowSchema",
          "io.indexkv.value.RowValues",
          "io.indexkv.value.SchemaValues");

  private UserFacing() {}

  /** Whether users name a type. */
  public static boolean isUserFacing(JavaClass type) {
    return isPublic(type)
        && !INTERNAL.contains(outermost(type).getName())
        && (PACKAGES.contains(type.getPackageName()) || TYPES.contains(outermost(type).getName()));
  }

  /** The types that users name. */
  public static DescribedPredicate<JavaClass> types() {
    return DescribedPredicate.describe("are for users", UserFacing::isUserFacing);
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(UserFacing::isPublic).orElse(true);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(UserFacing::outermost).orElse(type);
  }

  /** The public and protected members mention only types for users, the JDK's, and some others. */
  public static ArchCondition<JavaClass> mentionOnlyTypesForUsersAnd(String... packages) {
    return new ArchCondition<>(
        "mention only types for users, of the JDK, and of " + Arrays.toString(packages)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
            .filter(above -> isForeign(above, List.of(packages)))
            .map(above -> type.getFullName() + " extends " + above.getName() + ", an internal type")
            .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
        for (JavaMember member : type.getMembers()) {
          for (String name : foreign(member, List.of(packages))) {
            events.add(
                SimpleConditionEvent.violated(
                    member, member.getFullName() + " mentions " + name + ", which is internal"));
          }
        }
      }
    };
  }

  private static Set<String> foreign(JavaMember member, List<String> packages) {
    Set<String> names = new TreeSet<>();
    boolean hidden =
        !member.getModifiers().contains(JavaModifier.PUBLIC)
            && !member.getModifiers().contains(JavaModifier.PROTECTED);
    if (hidden
        || member.getModifiers().contains(JavaModifier.SYNTHETIC)
        || member.isAnnotatedWith(Internal.class)) {
      return names;
    }
    mentioned(member)
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(type -> isForeign(type, packages))
        .map(JavaClass::getName)
        .forEach(names::add);
    return names;
  }

  private static boolean isForeign(JavaClass type, List<String> packages) {
    return !type.isPrimitive()
        && !isUserFacing(type)
        && !type.getName().startsWith("java.")
        && packages.stream().noneMatch(type.getName()::startsWith);
  }

  private static Stream<JavaType> mentioned(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(
          Stream.of(unit.getReturnType()),
          Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream()));
    }
    return member.getAllInvolvedRawTypes().stream().map(JavaType.class::cast);
  }
}
