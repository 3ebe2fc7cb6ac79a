/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.write.Isolation;
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
    String name = property(command);
    return parse(name, properties.get(StoreProperties.TABLE + name));
  }

  /**
   * Checks the properties of a table that set the isolation.
   *
   * @param properties by their names in SQL
   * @throws IllegalArgumentException naming the property, its value, and what is allowed
   */
  public static void check(Map<String, String> properties) {
    for (Command command : Command.values()) {
      parse(property(command), properties.get(property(command)));
    }
  }

  private static Isolation parse(String name, String value) {
    return value == null
        ? Isolation.SERIALIZABLE
        : EnumOption.parse(Isolation.class, "table property '" + name + "'", value);
  }

  /** The table property, which has the name that Iceberg gives it. */
  private static String property(Command command) {
    return "write." + command.name().toLowerCase(Locale.ROOT) + ".isolation-level";
  }
}
