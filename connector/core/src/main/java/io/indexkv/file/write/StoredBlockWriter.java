/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.format.BlockCodec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.CountingOutput;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ThinBlock;
import io.indexkv.file.format.ZstdBlockCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Writes the header and the data section. The header waits for the first block, because only the
 * first entries tell whether the index may be direct. If the file gets a dictionary, the first
 * blocks wait until there are enough of them to train it.
 */
final class StoredBlockWriter {
  /** Number of sample bytes for each byte of the dictionary, as the library advises. */
  private static final int SAMPLES = 100;

  private static final int MAX_SAMPLES = 16 << 20;

  private final CountingOutput out;
  private final StoreFileOptions options;
  private final ThinBlock thin;
  private final int samplesWanted;

  /** A block that waits, and the offset at which the first entry starts in it. */
  private record Block(byte[] bytes, int first) {}

  private List<Block> waiting = new ArrayList<>();
  private int waitingBytes;
  private BlockCodec codec;

  /** Whether the index may be direct, as far as the entries so far tell. */
  private final BooleanSupplier mayBeDirect;

  /** The file's header; null until it is written, before the first block. */
  private Header header;

  private byte[] thinned = new byte[0];
  private byte[] compressed = new byte[0];
  private long[] offsets = new long[64];
  private int blocks;

  StoredBlockWriter(CountingOutput out, StoreFileOptions options, BooleanSupplier mayBeDirect) {
    this.out = out;
    this.mayBeDirect = mayBeDirect;
    this.options = options;
    thin = new ThinBlock(options.keyWidth(), options.alignment());
    samplesWanted = Math.min(MAX_SAMPLES, SAMPLES * options.compression().dictionarySize());
    if (samplesWanted == 0) {
      openCodec(null);
    }
  }

  private void openCodec(byte[] dictionary) {
    Compression c = options.compression();
    codec = BlockCodec.of(c.codec(), c.level(), dictionary);
    if (codec != null) {
      thinned = new byte[ThinBlock.maxLength(options.blockSize())];
      compressed = new byte[codec.maxCompressedLength(thinned.length)];
    }
  }

  /** Writes what is before the blocks, and the blocks that wait. */
  private void start(byte[] dictionary) throws IOException {
    header =
        new Header(
            options.compression().codec(),
            options.blockShift(),
            options.alignmentShift(),
            options.keyWidth(),
            (dictionary == null ? 0 : Format.DICTIONARY)
                | (mayBeDirect.getAsBoolean() ? Format.DIRECT : 0));
    out.write(header.encode(), 0, Format.HEADER_SIZE);
    if (dictionary != null) {
      ByteBuffer head = ByteBuffer.allocate(Format.DICTIONARY_HEAD).order(ByteOrder.LITTLE_ENDIAN);
      head.putInt(dictionary.length).putInt(Checksums.of(dictionary));
      out.write(head.array(), 0, Format.DICTIONARY_HEAD);
      out.write(dictionary, 0, dictionary.length);
    }
    List<Block> first = waiting;
    waiting = null;
    for (Block block : first) {
      store(block.bytes, block.bytes.length, block.first);
    }
  }

  private void train() throws IOException {
    byte[] dictionary =
        waiting.isEmpty()
            ? null
            : ZstdBlockCodec.train(samples(), options.compression().dictionarySize());
    openCodec(dictionary);
    start(dictionary);
  }

  /** The waiting blocks in the form in which they will be compressed. */
  private List<byte[]> samples() {
    byte[] to = new byte[ThinBlock.maxLength(options.blockSize())];
    return waiting.stream()
        .map(b -> Arrays.copyOf(to, thin.thin(b.bytes, b.bytes.length, b.first, to)))
        .toList();
  }

  /** The file's header, after the last block was stored. */
  Header header() {
    return header;
  }

  /** Length of the file so far. Blocks that wait count with their uncompressed length. */
  long length() {
    return Math.max(out.length(), Format.HEADER_SIZE) + waitingBytes;
  }

  /**
   * Stores a block, or keeps a copy of it while blocks wait for a dictionary.
   *
   * @param first offset at which the first entry starts in it
   */
  void add(byte[] block, int length, int first) throws IOException {
    if (header == null && samplesWanted == 0) {
      start(null);
    }
    if (waiting == null) {
      store(block, length, first);
      return;
    }
    waiting.add(new Block(Arrays.copyOf(block, length), first));
    waitingBytes += length;
    if (waitingBytes >= samplesWanted) {
      train();
      waitingBytes = 0;
    }
  }

  private void store(byte[] block, int length, int first) throws IOException {
    if (blocks == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * blocks);
    }
    offsets[blocks++] = out.length();
    int n = codec == null ? length : compress(block, length, first);
    if (n < length) {
      out.write(compressed, 0, n);
    } else {
      out.write(block, 0, length);
    }
  }

  private int compress(byte[] block, int length, int first) {
    return codec.compress(thinned, thin.thin(block, length, first, thinned), compressed);
  }

  void finish() throws IOException {
    if (header == null && samplesWanted == 0) {
      start(null);
    } else if (header == null) {
      train();
    }
    if (codec != null) {
      codec.close();
    }
  }

  /** Offset at which a block was stored. */
  long offset(int block) {
    return offsets[block];
  }
}
