/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyType;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * One column of a store's key.
 *
 * @param ordinal of the column in the store's rows
 * @param dataType the column's type in Spark
 * @param type the column's encoding
 * @param charLength length of each value in characters if the column is CHAR, else 0
 */
public record KeyColumn(String name, int ordinal, DataType dataType, KeyType type, int charLength)
    implements Serializable {}
