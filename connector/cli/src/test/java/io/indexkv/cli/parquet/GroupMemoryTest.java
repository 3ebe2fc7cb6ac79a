/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GroupMemoryTest {
  private final GroupMemory memory = new GroupMemory();

  @Test
  void aGroupGetsTheArraysOfTheOneBefore() {
    ByteBuffer first = memory.allocate(GroupMemory.PIECE);
    ByteBuffer rest = memory.allocate(GroupMemory.PIECE / 2);
    assertThat(first.array()).isNotSameAs(rest.array());
    memory.release(first);
    memory.release(rest);

    ByteBuffer next = memory.allocate(GroupMemory.PIECE - 1);
    assertThat(next.array()).isSameAs(rest.array());
    assertThat(next.capacity()).isEqualTo(next.remaining()).isEqualTo(GroupMemory.PIECE - 1);
    assertThat(memory.allocate(GroupMemory.PIECE).array()).isSameAs(first.array());
    assertThat(memory.free()).isZero();
  }

  @Test
  void nobodyGetsAnArrayThatAnotherHas() {
    ByteBuffer buffer = memory.allocate(GroupMemory.PIECE);
    memory.release(buffer);
    memory.release(buffer);
    memory.release(ByteBuffer.allocate(GroupMemory.PIECE));
    assertThat(memory.free()).isOne();
  }

  @Test
  void smallAndLargeBuffersAreNotKept() {
    for (int size : new int[] {0, 100, GroupMemory.PIECE + 1}) {
      ByteBuffer buffer = memory.allocate(size);
      assertThat(buffer.remaining()).isEqualTo(size);
      memory.release(buffer);
      assertThat(memory.free()).isZero();
    }
  }
}
