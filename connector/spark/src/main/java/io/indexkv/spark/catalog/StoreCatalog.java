/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import org.apache.spark.sql.connector.catalog.TableCatalog;

/** A catalog whose tables are stores, so that it has IndexKV's procedures. */
public interface StoreCatalog extends TableCatalog {}
