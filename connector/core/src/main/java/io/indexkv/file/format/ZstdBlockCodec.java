/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compresses blocks to Zstandard frames, with or without a dictionary. */
public final class ZstdBlockCodec implements BlockCodec {
  /**
   * Size of the samples for a dictionary, into which blocks are cut. It is about the size of a part
   * with a context of its own.
   */
  private static final int SAMPLE = 1024;

  private final int level;
  private final ZstdDictCompress compressDictionary;
  private final ZstdDictDecompress decompressDictionary;

  /** Idle contexts, kept because creating one costs more than decompressing a small block. */
  private final Queue<ZstdDecompressCtx> contexts = new ConcurrentLinkedQueue<>();

  ZstdBlockCodec(int level, byte[] dictionary) {
    this.level = level;
    compressDictionary =
        dictionary == null || level == 0 ? null : new ZstdDictCompress(dictionary, level);
    decompressDictionary = dictionary == null ? null : new ZstdDictDecompress(dictionary);
    Zstd.compressBound(1); // loads the library, so that a missing one fails here
  }

  @Override
  public int maxCompressedLength(int length) {
    return (int) Zstd.compressBound(length);
  }

  @Override
  public int compress(byte[] block, int length, byte[] to) {
    long n =
        compressDictionary == null
            ? Zstd.compressByteArray(to, 0, to.length, block, 0, length, level)
            : Zstd.compressFastDict(to, 0, block, 0, length, compressDictionary);
    return checked(n);
  }

  @Override
  public int decompress(byte[] stored, int storedLength, byte[] to) {
    ZstdDecompressCtx idle = contexts.poll();
    ZstdDecompressCtx context = idle == null ? context() : idle;
    try {
      return context.decompressByteArray(to, 0, to.length, stored, 0, storedLength);
    } finally {
      contexts.add(context);
    }
  }

  private ZstdDecompressCtx context() {
    ZstdDecompressCtx context = new ZstdDecompressCtx();
    return decompressDictionary == null ? context : context.loadDict(decompressDictionary);
  }

  @Override
  public void close() {
    for (ZstdDecompressCtx c = contexts.poll(); c != null; c = contexts.poll()) {
      c.close();
    }
    if (decompressDictionary != null) {
      decompressDictionary.close();
    }
    if (compressDictionary != null) {
      compressDictionary.close();
    }
  }

  private static int checked(long n) {
    if (Zstd.isError(n)) {
      throw new IllegalStateException("Zstandard: " + Zstd.getErrorName(n));
    }
    return (int) n;
  }

  /**
   * A dictionary of at most {@code size} bytes for blocks like these, or null if there are too few
   * to train one.
   */
  public static byte[] train(List<byte[]> blocks, int size) {
    int total = blocks.stream().mapToInt(b -> b.length).sum();
    ZstdDictTrainer trainer = new ZstdDictTrainer(total, size);
    for (byte[] block : blocks) {
      for (int at = 0; at < block.length; at += SAMPLE) {
        trainer.addSample(Arrays.copyOfRange(block, at, Math.min(at + SAMPLE, block.length)));
      }
    }
    try {
      return trainer.trainSamples();
    } catch (com.github.luben.zstd.ZstdException e) {
      // the library throws this for too few or too uniform samples; then no dictionary is right
      return null;
    }
  }
}
