/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import org.apache.spark.sql.connector.catalog.TableCatalog;

/** A catalog with IndexKV's procedures: its tables are stores, or some of them are. */
public interface StoreCatalog extends TableCatalog {}
