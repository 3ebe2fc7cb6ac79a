/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.util.List;
import java.util.Map;

/**
 * What one version of a store consists of.
 *
 * @param storeId stays the same over all versions of a store
 * @param version 1, 2, 3, …
 * @param parent the version this one was made from, 0 for none
 * @param timestamp milliseconds since 1970, UTC
 * @param schema the writer's description of a value, opaque here (Spark: the schema as JSON)
 * @param keyColumns names of the key columns in key order
 * @param keyTypes labels of {@link io.indexkv.KeyType}, one a key column
 * @param layers newest first; the files of a layer have disjoint key ranges and are in key order
 * @param properties free text
 * @param summary what the commit did: operation, entries, files, bytes
 */
public record Manifest(
    String storeId,
    long version,
    long parent,
    long timestamp,
    String schema,
    List<String> keyColumns,
    List<String> keyTypes,
    List<List<DataFile>> layers,
    Map<String, String> properties,
    Map<String, String> summary) {}
