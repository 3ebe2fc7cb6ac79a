/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A script of SQL alone takes tables from the first row to the last, on each storage. */
class TablesScriptTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  void everyStatementDoesWhatTheScriptSays(StorageKind storage) throws IOException {
    SqlWarehouse warehouse = storage.newWarehouse(directory);
    SqlSession session = warehouse.session();
    List<ScriptStep> steps = ScriptStep.read("/tables.sql");
    assertThat(steps).hasSizeGreaterThan(50);

    SoftAssertions all = new SoftAssertions();
    for (ScriptStep step : steps) {
      all.assertThatCode(() -> step.run(session, warehouse)).doesNotThrowAnyException();
    }
    all.assertAll();
  }
}
