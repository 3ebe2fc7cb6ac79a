/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.StoreFileInfo;

/**
 * A store file as a manifest lists it.
 *
 * @param name relative to the store, for example data/….ikv
 */
public record DataFile(String name, StoreFileInfo info) {}
