/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;

/**
 * The parser of a Spark 3, which has no CALL. Where it refuses one of a procedure in a namespace
 * {@code system}, this parser says what to do instead. All else is as the session's parser has it.
 */
public final class NoCalls implements ParserInterface {
  private static final Pattern CALL =
      Pattern.compile(
          "\\s*CALL\\s+\\S*`?\\bsystem\\b`?\\s*\\..*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final ParserInterface parser;

  private NoCalls(ParserInterface parser) {
    this.parser = parser;
  }

  /**
   * The parser for a version of Spark.
   *
   * @param version of Spark
   * @param parser of the session
   */
  public static ParserInterface on(String version, ParserInterface parser) {
    return version.startsWith("3.") ? new NoCalls(parser) : parser;
  }

  @Override
  public LogicalPlan parsePlan(String text) throws ParseException {
    try {
      return parser.parsePlan(text);
    } catch (ParseException e) {
      if (CALL.matcher(text).matches()) {
        throw new UnsupportedOperationException(
            "Spark 3.5 has no CALL. The procedures of IndexKV need Spark 4. On Spark 3.5, run the"
                + " command of the same purpose of the program indexkv, such as 'indexkv compact"
                + " /data/airports', or use StoreHistory in Java",
            e);
      }
      throw e;
    }
  }

  @Override
  public Expression parseExpression(String text) throws ParseException {
    return parser.parseExpression(text);
  }

  @Override
  public TableIdentifier parseTableIdentifier(String text) throws ParseException {
    return parser.parseTableIdentifier(text);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String text) throws ParseException {
    return parser.parseFunctionIdentifier(text);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String text) throws ParseException {
    return parser.parseMultipartIdentifier(text).toList();
  }

  @Override
  public LogicalPlan parseQuery(String text) throws ParseException {
    return parser.parseQuery(text);
  }

  @Override
  public StructType parseTableSchema(String text) throws ParseException {
    return parser.parseTableSchema(text);
  }

  @Override
  public DataType parseDataType(String text) throws ParseException {
    return parser.parseDataType(text);
  }
}
