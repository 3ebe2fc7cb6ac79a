/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * How the bytes of a version are laid out: fill of its blocks and of its hash index, sizes of its
 * values, and where its keys are dense. It reads samples, so the memory and the time that it takes
 * have a bound, on local and remote storages alike.
 *
 * <p>One thread reads the files, one after the other. A damaged file does not end the reading: the
 * profile says what is wrong with it. Another failure of the storage is an {@link
 * java.io.IOException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.profile;
