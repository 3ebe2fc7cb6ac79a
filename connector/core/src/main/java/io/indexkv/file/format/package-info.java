/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The parts of a store file that {@code docs/store-file-format.md} describes: header, footer,
 * sections, properties, codecs. {@code Format} owns every size and offset.
 *
 * <p>All types but the codecs are immutable. Decoding checks the bytes, and throws a {@link
 * io.indexkv.error.CorruptFileException} if they contradict the format.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.format;
