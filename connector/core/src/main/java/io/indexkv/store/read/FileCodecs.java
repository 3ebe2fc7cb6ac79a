/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.CodecReader;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.ParallelCalls;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds out how store files are compressed. Manifests do not record it. */
public final class FileCodecs {
  private FileCodecs() {}

  /** The codecs of some files, each once. Reads the header of each file. */
  public static Set<Codec> of(Storage storage, List<DataFile> files) throws IOException {
    Set<Codec> codecs = EnumSet.noneOf(Codec.class);
    codecs.addAll(ParallelCalls.run(storage, files, file -> codec(storage, file), codec -> {}));
    return codecs;
  }

  private static Codec codec(Storage storage, DataFile file) throws IOException {
    ListedFileCheck.checkLength(storage, file);
    try (RangedFile ranged = storage.ranged(file)) {
      return CodecReader.read(ranged);
    }
  }
}
