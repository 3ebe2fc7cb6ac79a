/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/** The setting that names the catalog of paths, as in {@code SELECT * FROM indexkv.`/data`}. */
public final class PathCatalogSetting {
  /** Name of the catalog. */
  public static final String CATALOG = "indexkv";

  /** By name, because the catalog's package is above this one. */
  private static final String TYPE = "io.indexkv.spark.catalog.PathCatalog";

  private static final String SETTING = "spark.sql.catalog." + CATALOG;

  private PathCatalogSetting() {}

  /** Sets the catalog in a session, unless the user has set one of that name. */
  public static void ensure(SQLConf conf) {
    if (!conf.contains(SETTING)) {
      conf.setConfString(SETTING, TYPE);
    }
  }
}
