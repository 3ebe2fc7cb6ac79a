/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

/**
 * Chooses how this JVM reads native memory, so that it prints no warning. From JDK 24 on, a JVM
 * warns of {@code sun.misc.Unsafe}, and of segments over all memory, unless a flag allows them.
 */
final class MemoryAccess {
  /** In the class path where other code, such as Spark's rows, reads our addresses. */
  static final String SHARED = "META-INF/indexkv/shares-addresses";

  /** The value of {@code --sun-misc-unsafe-memory-access}; null if the flag is not given. */
  private static final String UNSAFE_FLAG = "sun.misc.unsafe.memory.access";

  private static final int WARNS = 24;
  private static final int SEGMENTS = 22;

  private MemoryAccess() {}

  static NativeWords choose() {
    int version = Runtime.version().feature();
    boolean unsafe = isThere("sun.misc.Unsafe");
    String flag = System.getProperty(UNSAFE_FLAG);
    if (unsafe && (flag == null ? version < WARNS : flag.equals("allow"))) {
      return new UnsafeWords();
    }
    if (version >= SEGMENTS && nativeAccess()) {
      return new SegmentWords();
    }
    if (unsafe && !"deny".equals(flag) && (version < SEGMENTS || isShared())) {
      return new UnsafeWords();
    }
    return new BufferWords();
  }

  private static boolean isShared() {
    ClassLoader loader = MemoryAccess.class.getClassLoader();
    return loader.getResource(SHARED) != null;
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, MemoryAccess.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether {@code --enable-native-access} names our module. */
  private static boolean nativeAccess() {
    try {
      return (boolean)
          Module.class.getMethod("isNativeAccessEnabled").invoke(MemoryAccess.class.getModule());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
