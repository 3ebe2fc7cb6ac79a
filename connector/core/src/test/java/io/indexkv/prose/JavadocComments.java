/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Javadoc of a Java source. It looks at text, not at a syntax tree: good enough for code that a
 * formatter has laid out.
 *
 * @param name shown in findings
 */
record JavadocComments(String name, String source) {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern LEFT_EDGE = Pattern.compile("(?m)^ *\\* ?");
  private static final Pattern TAG = Pattern.compile("\\{@[^{}]*\\}");
  private static final Pattern PARAMETER_TAG = Pattern.compile("@param\\s+\\S+");
  private static final Pattern CAPITALS = Pattern.compile("\\b[A-Z][A-Z0-9_]*[A-Z0-9]\\b");
  private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(\\([^()]*\\))?");
  private static final Pattern LAST_NAME = Pattern.compile("(\\w+)\\s*$");

  /** Findings of all comments, each as {@code name:line: what to do}. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    COMMENT.matcher(source).results().forEach(comment -> check(comment, findings));
    return findings;
  }

  private void check(MatchResult comment, List<String> findings) {
    String text = LEFT_EDGE.matcher(comment.group(1)).replaceAll("");
    String first = text.strip();
    if (first.startsWith("Likewise")) {
      add(findings, comment.start(), "begins with \"Likewise\": say what this one does");
    }
    if (first.startsWith("Of ")) {
      add(findings, comment.start(), "begins with \"Of\": begin with the noun or the verb");
    }
    Set<String> parameters = parameters(comment.end());
    String prose = PARAMETER_TAG.matcher(comment.group(1)).replaceAll(JavadocComments::blank);
    Matcher word = CAPITALS.matcher(TAG.matcher(prose).replaceAll(JavadocComments::blank));
    while (word.find()) {
      String plain = word.group().replace("_", "");
      for (String parameter : parameters) {
        if (parameter.toUpperCase(Locale.ROOT).equals(plain)) {
          add(
              findings,
              comment.start(1) + word.start(),
              "has the parameter " + word.group() + ": write {@code " + parameter + "}");
        }
      }
    }
  }

  /** Spaces, so that the places of the words behind it stay. */
  private static String blank(MatchResult found) {
    return found.group().replaceAll("[^\n]", " ");
  }

  private void add(List<String> findings, int at, String what) {
    long line = 1 + source.substring(0, at).chars().filter(c -> c == '\n').count();
    findings.add(name + ":" + line + ": the Javadoc " + what);
  }

  /** The parameters, or record components, of the declaration that begins here. */
  private Set<String> parameters(int start) {
    String declaration = ANNOTATION.matcher(untilBody(start)).replaceAll("");
    Set<String> names = new HashSet<>();
    int open = declaration.indexOf('(');
    int depth = 0;
    int from = open + 1;
    for (int i = open; i >= 0 && i < declaration.length(); i++) {
      char c = declaration.charAt(i);
      depth += "(<".indexOf(c) >= 0 ? 1 : ")>".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0 || depth == 1 && c == ',') {
        Matcher last = LAST_NAME.matcher(declaration.substring(from, i));
        if (last.find()) {
          names.add(last.group(1));
        }
        from = i + 1;
      }
      if (depth == 0) {
        break;
      }
    }
    return names;
  }

  /** The declaration up to its body, its end, its value, or the next comment. */
  private String untilBody(int start) {
    int end = start;
    int depth = 0;
    while (end < source.length()) {
      char c = source.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      boolean stops = depth == 0 && "{;=".indexOf(c) >= 0;
      if (stops || source.startsWith("/**", end)) {
        break;
      }
      end++;
    }
    return source.substring(start, end);
  }
}
