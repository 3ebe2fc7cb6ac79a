/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The page about a store that {@code inspect --html} writes: one file of HTML without scripts,
 * which needs no network.
 *
 * <p>It knows neither storages nor options: {@link io.indexkv.cli.page.PageStore} has all that the
 * page shows. Whatever the store has, the page stays below 1 MB, and all foreign text is escaped.
 * One thread writes a page. Nothing here fails for what a store has in it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.cli.page;
