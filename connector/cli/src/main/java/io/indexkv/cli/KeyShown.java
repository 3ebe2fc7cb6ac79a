/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.KeyColumn;
import io.indexkv.cli.store.KeyColumns;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Shows keys as text, or as hashes. The hashes begin with a random number, so that nobody can find
 * the key by hashing all keys that there may be. Equal keys have equal hashes on one page.
 */
final class KeyShown {
  private static final int SALT_BYTES = 16;
  private static final int SHOWN_BYTES = 4;

  private final List<KeyType> types;

  /** Null if keys are shown. */
  private final byte[] salt;

  KeyShown(KeyColumns columns, boolean redact) {
    types = columns.columns().stream().map(KeyColumn::type).toList();
    salt = redact ? new byte[SALT_BYTES] : null;
    if (redact) {
      new SecureRandom().nextBytes(salt);
    }
  }

  String text(byte[] key) {
    return salt == null ? Text.escaped(KeyText.of(types, key)) : hash(key);
  }

  private String hash(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      byte[] hash = digest.digest(key);
      return "#" + HexFormat.of().formatHex(Arrays.copyOf(hash, SHOWN_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
