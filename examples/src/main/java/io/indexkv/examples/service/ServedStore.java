/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import io.indexkv.OpenOptions;
import io.indexkv.RefreshingStore;
import io.indexkv.Store;
import io.indexkv.key.Keys;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The store that a service answers from. For a store on HDFS or S3, call the same methods of
 * HadoopStores here.
 *
 * @param path the directory of the store
 * @param keys the type of its keys
 * @param parse makes a key of the text in a request; it throws {@link IllegalArgumentException} or
 *     {@link java.time.DateTimeException} if the text is no key
 * @param layout the columns of its rows
 */
record ServedStore<K>(Path path, Keys<K> keys, Function<String, K> parse, RowLayout layout) {
  RefreshingStore<K, Row> newest() throws IOException {
    return RefreshingStore.open(path, keys, Values.row(layout), OpenOptions.defaults());
  }

  Store<K, Row> at(long version) throws IOException {
    OpenOptions options = OpenOptions.defaults().atVersion(version);
    return Store.open(path, keys, Values.row(layout), options);
  }
}
