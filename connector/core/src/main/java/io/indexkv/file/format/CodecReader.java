/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import java.io.IOException;
import java.util.List;

/** Reads the codec of a store file without opening the file. */
public final class CodecReader {
  private CodecReader() {}

  /**
   * The codec of a store file. Reads only the file's header.
   *
   * @throws io.indexkv.error.CorruptFileException if the header is damaged
   * @throws io.indexkv.error.UnsupportedFormatException if the file is from a newer IndexKV
   */
  public static Codec read(RangedFile file) throws IOException {
    byte[] header = file.read(List.of(new FileRange(0, Format.HEADER_SIZE))).get(0);
    return Header.decode(header, new FileErrors(file.location())).codec();
  }
}
