/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.write.Isolation;
import java.util.Map;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;

/** Where the isolation of a statement comes from. */
class StatementIsolationTest {
  private static final Map<String, String> PROPERTIES =
      Map.of("table.write.merge.isolation-level", "snapshot", "write.update.isolation-level", "x");

  private final SQLConf conf = new SQLConf();

  @Test
  void isSerializableUnlessSomebodySaysMore() {
    assertThat(StatementIsolation.of(Command.MERGE, conf, Map.of()))
        .isEqualTo(Isolation.SERIALIZABLE);
    assertThat(StatementIsolation.of(Command.UPDATE, conf, PROPERTIES))
        .isEqualTo(Isolation.SERIALIZABLE);
  }

  @Test
  void theTablePropertyCountsForItsCommand() {
    assertThat(StatementIsolation.of(Command.MERGE, conf, PROPERTIES))
        .isEqualTo(Isolation.SNAPSHOT);
  }

  @Test
  void theSessionWins() {
    conf.setConfString(StatementIsolation.OPTION, "Serializable");
    assertThat(StatementIsolation.of(Command.MERGE, conf, PROPERTIES))
        .isEqualTo(Isolation.SERIALIZABLE);
  }

  @Test
  void anUnknownValueIsRefused() {
    Map<String, String> wrong = Map.of("table.write.delete.isolation-level", "none");

    assertThatThrownBy(() -> StatementIsolation.of(Command.DELETE, conf, wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table property 'write.delete.isolation-level' is 'none'")
        .hasMessageContaining("snapshot, serializable");
    assertThatThrownBy(
            () -> StatementIsolation.check(Map.of("write.update.isolation-level", "none")))
        .isInstanceOf(IllegalArgumentException.class);
    StatementIsolation.check(Map.of("write.update.isolation-level", "snapshot"));
  }
}
