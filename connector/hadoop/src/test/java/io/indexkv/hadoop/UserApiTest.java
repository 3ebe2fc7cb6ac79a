/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.indexkv.OpenOptions;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.testing.NoCircle;
import io.indexkv.testing.NullArguments;
import io.indexkv.testing.UserFacing;
import io.indexkv.value.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users call of this module. */
class UserApiTest {
  private final JavaClasses own =
      new ClassFileImporter()
          .importUrl(HadoopStores.class.getProtectionDomain().getCodeSource().getLocation());

  @TempDir Path directory;

  @Test
  void usersNameNoInternalTypes() {
    classes()
        .that(UserFacing.types())
        .should(UserFacing.mentionOnlyTypesForUsersAnd("org.apache.hadoop."))
        .check(own);
  }

  @Test
  void noClassesFormACircle() {
    classes().should(new NoCircle()).check(own);
  }

  @Test
  void everyPublicCallNamesTheParameterThatIsNull() throws ReflectiveOperationException {
    Map<Class<?>, List<Supplier<?>>> samples = new HashMap<>();
    samples.put(String.class, List.of(() -> directory.toString()));
    samples.put(Configuration.class, List.of(Configuration::new));
    samples.put(Keys.class, List.of(Keys::int64));
    samples.put(Values.class, List.of(Values::int64));
    samples.put(OpenOptions.class, List.of(OpenOptions::defaults));
    samples.put(WriteOptions.class, List.of(WriteOptions::defaults));
    samples.put(long.class, List.of(() -> 0L));
    NullArguments calls = new NullArguments(samples, Set.of());
    List<Class<?>> types = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (JavaClass type : own) {
      if (UserFacing.isUserFacing(type)) {
        types.add(type.reflect());
        problems.addAll(calls.problems(type.reflect()));
      }
    }
    assertThat(types).contains(HadoopStores.class, CacheMetrics.class);
    assertThat(problems).isEmpty();
  }
}
