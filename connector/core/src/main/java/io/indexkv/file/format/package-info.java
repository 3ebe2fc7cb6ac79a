/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The parts of a store file as {@code docs/store-file-format.md} says: header, footer, sections,
 * properties, codecs. {@code Format} owns every size and offset.
 *
 * <p>All types but the codecs are immutable. Bytes are checked when they are decoded; those that
 * contradict the format end in a {@link io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.format;
