/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.store.write.Isolation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The isolation of MERGE, UPDATE and DELETE: {@value #OPTION} of the session, or else the table's
 * property, or else serializable. Spark gives such statements no options.
 */
public final class StatementIsolation {
  public static final String OPTION = "spark.indexkv.isolation";

  /** The table properties; they have the names that Iceberg gives them. */
  private static final List<String> PROPERTIES =
      List.of(
          property(Command.MERGE.name()),
          property(Command.UPDATE.name()),
          property(Command.DELETE.name()));

  /** Before the name of a table property, in the properties of a version. */
  private static final String TABLE = "table.";

  private StatementIsolation() {}

  /**
   * The isolation of a statement.
   *
   * @param properties of the version that the statement reads
   * @throws IllegalArgumentException naming the setting or property, its value, and what is allowed
   */
  public static Isolation of(Command command, SQLConf conf, Map<String, String> properties) {
    KnownOptions.requireSession(conf);
    String session = conf.getConfString(OPTION, null);
    if (session != null) {
      return EnumOption.parse(Isolation.class, "setting " + OPTION, session);
    }
    String name = property(command.name());
    String value = properties.get(TABLE + name);
    return value == null
        ? Isolation.SERIALIZABLE
        : EnumOption.parse(Isolation.class, "table property '" + name + "'", value);
  }

  /** Names of the table properties that set the isolation. */
  public static List<String> properties() {
    return PROPERTIES;
  }

  private static String property(String command) {
    return "write." + command.toLowerCase(Locale.ROOT) + ".isolation-level";
  }
}
