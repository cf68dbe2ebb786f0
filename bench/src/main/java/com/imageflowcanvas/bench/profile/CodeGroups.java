package com.imageflowcanvas.bench.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose work a class does. The innermost frame of a stack that belongs to a group decides, so that
 * a map's {@code get} counts for who called it. A few places of the JDK are groups of their own.
 */
final class CodeGroups {
  /** The first that fits wins; a name ending in {@code *} stands for the package's next part. */
  private static final Map<String, String> BY_PREFIX = new LinkedHashMap<>();

  static {
    BY_PREFIX.put("org.sqlite.core.NativeDB", "SQLite, native");
    BY_PREFIX.put("org.sqlite.", "SQLite's driver");
    BY_PREFIX.put("com.zaxxer.hikari.", "Hikari");
    BY_PREFIX.put("org.flywaydb.", "Flyway");
    BY_PREFIX.put("org.springframework.jdbc.", "Spring JDBC");
    BY_PREFIX.put("org.springframework.security.", "Spring Security");
    BY_PREFIX.put("com.nimbusds.", "JWT (Nimbus)");
    BY_PREFIX.put("org.springframework.", "Spring MVC and core");
    BY_PREFIX.put("jakarta.servlet.", "Jetty");
    BY_PREFIX.put("org.eclipse.jetty.", "Jetty");
    BY_PREFIX.put("tools.jackson.", "Jackson");
    BY_PREFIX.put("com.fasterxml.jackson.", "Jackson");
    BY_PREFIX.put("org.bytedeco.", "OpenCV, native");
    BY_PREFIX.put("ai.onnxruntime.", "ONNX Runtime, native");
    BY_PREFIX.put("io.grpc.", "gRPC");
    BY_PREFIX.put("io.netty.", "gRPC");
    BY_PREFIX.put("com.google.protobuf.", "gRPC");
    BY_PREFIX.put("io.micrometer.", "metrics and tracing");
    BY_PREFIX.put("io.opentelemetry.", "metrics and tracing");
    BY_PREFIX.put("io.prometheus.", "metrics and tracing");
    BY_PREFIX.put("ch.qos.logback.", "logging");
    BY_PREFIX.put("org.slf4j.", "logging");
    BY_PREFIX.put("org.bouncycastle.", "password hashes");
    BY_PREFIX.put("com.imageflowcanvas.adapters.*", "ours: adapters.");
    BY_PREFIX.put("com.imageflowcanvas.server.protocol.*", "ours: protocol.");
    BY_PREFIX.put("com.imageflowcanvas.server.*", "ours: server.");
    BY_PREFIX.put("com.imageflowcanvas.*", "ours: ");
    BY_PREFIX.put("sun.nio.ch.UnixFileDispatcherImpl", "files: read, write, sync");
    BY_PREFIX.put("sun.nio.ch.FileDispatcherImpl", "files: read, write, sync");
    BY_PREFIX.put("sun.nio.fs.UnixNativeDispatcher", "files: open, rename, list");
    BY_PREFIX.put("java.io.FileOutputStream", "files: read, write, sync");
    BY_PREFIX.put("java.io.FileInputStream", "files: read, write, sync");
    BY_PREFIX.put("java.io.RandomAccessFile", "files: read, write, sync");
    BY_PREFIX.put("sun.nio.ch.SocketDispatcher", "sockets");
    BY_PREFIX.put("sun.nio.ch.EPoll", "sockets");
    BY_PREFIX.put("sun.nio.ch.Net", "sockets");
    BY_PREFIX.put("sun.security.provider.", "hashes and random numbers");
    BY_PREFIX.put("com.sun.crypto.", "hashes and random numbers");
  }

  private CodeGroups() {}

  /**
   * Not the classes that the JVM makes of lambdas: the method they are written in is a frame too.
   */
  static boolean isOurs(String className) {
    return className.startsWith("com.imageflowcanvas.") && !className.contains("$$Lambda");
  }

  /** Empty for most of the JDK. */
  static Optional<String> of(String className) {
    return BY_PREFIX.entrySet().stream()
        .filter(entry -> className.startsWith(stem(entry.getKey())))
        .findFirst()
        .map(entry -> entry.getValue() + nextPart(entry.getKey(), className));
  }

  private static String stem(String prefix) {
    return prefix.endsWith("*") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  private static String nextPart(String prefix, String className) {
    if (!prefix.endsWith("*")) {
      return "";
    }
    String rest = className.substring(prefix.length() - 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? "root" : rest.substring(0, dot);
  }
}
