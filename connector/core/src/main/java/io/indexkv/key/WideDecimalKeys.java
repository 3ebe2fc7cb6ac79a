/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.math.BigDecimal;

/** Decimals of more than 18 digits. */
final class WideDecimalKeys extends Keys<BigDecimal> {
  WideDecimalKeys(KeyType type) {
    super(type, BigDecimal.class);
  }

  @Override
  void write(BigDecimal key, KeyWriter out) {
    out.decimal(Decimals.unscaled(key, type().precision(), type().scale()));
  }

  @Override
  BigDecimal read(KeyReader in) {
    return new BigDecimal(in.decimal(), type().scale());
  }
}
