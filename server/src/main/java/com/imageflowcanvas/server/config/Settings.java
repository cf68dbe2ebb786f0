package com.imageflowcanvas.server.config;

import static com.imageflowcanvas.server.config.SettingType.address;
import static com.imageflowcanvas.server.config.SettingType.duration;
import static com.imageflowcanvas.server.config.SettingType.flag;
import static com.imageflowcanvas.server.config.SettingType.integer;
import static com.imageflowcanvas.server.config.SettingType.listOf;
import static com.imageflowcanvas.server.config.SettingType.number;
import static com.imageflowcanvas.server.config.SettingType.oneOf;
import static com.imageflowcanvas.server.config.SettingType.optional;
import static com.imageflowcanvas.server.config.SettingType.path;
import static com.imageflowcanvas.server.config.SettingType.size;
import static com.imageflowcanvas.server.config.SettingType.text;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of all settings: name, type, default, range and text stand here and nowhere else. */
final class Settings {
  private static final List<Setting<?>> ALL = new ArrayList<>();

  /** Of settings whose part of the contract is not built yet; a user must not be left to guess. */
  private static final String LATER = " No effect yet: every step runs in this process.";

  static final Setting<InetAddress> BIND_ADDRESS =
      add("bind_address", address(), "127.0.0.1", "Address that all ports listen on.");
  static final Setting<Integer> HTTP_PORT =
      port("http.port", 8080, "REST, WebSocket and the web page.");
  static final Setting<Integer> GRPC_PORT =
      port("grpc.port", 50050, "gRPC: pipeline executor and camera streams.");
  static final Setting<Integer> RESIZE_PORT =
      port("resize.port", 50051, "gRPC: ResizeService." + LATER);
  static final Setting<Integer> AI_DETECTION_PORT =
      port("ai_detection.port", 50052, "gRPC: AIDetectionService." + LATER);
  static final Setting<Integer> FILTER_PORT =
      port("filter.port", 50053, "gRPC: FilterService." + LATER);
  static final Setting<List<InetAddress>> TRUSTED_PROXIES =
      add(
          "http.trusted_proxies",
          listOf(address()),
          "",
          "Gateways whose Forwarded and X-Forwarded-* headers are believed.");
  static final Setting<List<String>> ALLOWED_ORIGINS =
      add(
          "http.allowed_origins",
          listOf(text("an origin such as https://example.com", "https?://[^/\\s]+")),
          "",
          "Other sites whose pages may open WebSockets here.");
  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      add(
          "http.shutdown_timeout",
          duration("0s", "5m"),
          "8s",
          "How long requests in progress may still take when the server is asked to stop.");
  static final Setting<Optional<Path>> TLS_CERTIFICATE =
      add(
          "tls.certificate",
          optional(path()),
          "",
          "PEM file with the certificate chain; switches TLS on for all ports.");
  static final Setting<Optional<Path>> TLS_KEY =
      add("tls.key", optional(path()), "", "PEM file with the private key of tls.certificate.");

  static final Setting<Path> DATA_DIR =
      add("data_dir", path(), "data", "Folder of the database, the images and the keys.");
  static final Setting<Optional<Path>> MODELS_DIR =
      add(
          "models_dir",
          optional(path()),
          "",
          "Folder of the ONNX models; nothing means the folder models in data_dir.");

  static final Setting<Optional<String>> ADMIN_PASSWORD =
      secret(
          "admin_password",
          optional(text("8..200 characters", "(?s).{8,200}")),
          "Password that the user admin gets at the first start; nothing means a random one.");
  static final Setting<Duration> TOKEN_LIFETIME =
      add("access.token_lifetime", duration("1m", "24h"), "1h", "How long an access token lives.");
  static final Setting<Duration> REFRESH_LIFETIME =
      add(
          "access.refresh_lifetime",
          duration("10m", "365d"),
          "14d",
          "How long a login lives without being refreshed.");
  static final Setting<Boolean> METRICS_PUBLIC =
      add("metrics.public", flag(), "false", "Whether /metrics answers without a token.");
  static final Setting<String> LOG_LEVEL =
      add(
          "log.level",
          oneOf("error", "warn", "info", "debug"),
          "info",
          "The least weight of what is logged.");

  static final Setting<Long> IMAGE_SIZE =
      add("limits.image_size", size("1KB", "1GB"), "25MB", "Size of one image file.");
  static final Setting<Integer> IMAGES_PER_EXECUTION =
      add("limits.images_per_execution", integer(1, 10_000), "100", "Images of one execution.");
  static final Setting<Long> EXECUTION_SIZE =
      add("limits.execution_size", size("1KB", "8GB"), "512MB", "All images of one execution.");
  static final Setting<Long> PIXELS =
      add("limits.pixels", number(1, 500_000_000), "50000000", "Width times height of an image.");
  static final Setting<Integer> SIDE =
      add("limits.side", integer(1, 65_535), "16384", "Longest side of an image in px.");
  static final Setting<Integer> PROGRESSIVE_SCANS =
      add("limits.progressive_scans", integer(1, 1000), "64", "Scans of a progressive JPEG.");
  static final Setting<Long> JSON_SIZE =
      add("limits.json_size", size("1KB", "64MB"), "1MB", "Body of a JSON request.");
  static final Setting<Long> GRPC_MESSAGE_SIZE =
      add("limits.grpc_message_size", size("64KB", "1GB"), "32MB", "One gRPC message.");
  static final Setting<Long> MODEL_SIZE =
      add("limits.model_size", size("1KB", "16GB"), "1GB", "One model file.");
  static final Setting<Long> QUOTA =
      add("quota.files_per_user", size("1MB", "1000TB"), "20GB", "Stored files of one user.");
  static final Setting<Integer> QUEUE_CAPACITY =
      add(
          "queue.capacity",
          integer(1, 10_000_000),
          "100000",
          "Waiting executions; more are answered 429 until there is room.");

  static final Setting<Integer> USER_RATE =
      add(
          "rate_limit.user_per_second",
          integer(0, 1_000_000),
          "5000",
          "Requests of one user per second, each node by itself; 0 means no limit.");
  static final Setting<Integer> USER_BURST =
      add(
          "rate_limit.user_burst",
          integer(1, 1_000_000),
          "20000",
          "Requests that a user who was quiet may send at once.");
  static final Setting<Integer> ADDRESS_RATE =
      add(
          "rate_limit.address_per_second",
          integer(0, 1_000_000),
          "10000",
          "Requests from one address per second, each node by itself; 0 means no limit.");
  static final Setting<Integer> ADDRESS_BURST =
      add(
          "rate_limit.address_burst",
          integer(1, 1_000_000),
          "40000",
          "Requests that an address that was quiet may send at once.");

  static final Setting<Integer> WORKERS =
      add(
          "execution.workers",
          integer(0, 1024),
          "0",
          "Images worked on at the same time; 0 means one for each core.");
  static final Setting<Integer> MAX_ATTEMPTS =
      add(
          "execution.max_attempts",
          integer(1, 10),
          "2",
          "How often an execution is begun before it is given up, where the process dies each"
              + " time; nothing else counts.");
  static final Setting<Duration> LEASE =
      add(
          "execution.lease",
          duration("1s", "10m"),
          "15s",
          "After this much silence of a worker its execution is given to another.");
  static final Setting<Duration> DEADLINE =
      add(
          "execution.deadline",
          duration("1s", "24h"),
          "120s",
          "Longest work on one image, waiting not included; and longest run of ExecutePipeline when"
              + " the caller names no deadline.");
  static final Setting<Long> IMAGE_MEMORY =
      add(
          "memory.images",
          size("0B", "1TB"),
          "0B",
          "Files of images that are held in memory at once, more wait; 0B means a quarter of the"
              + " heap.");
  static final Setting<Long> RASTER_MEMORY =
      add(
          "memory.rasters",
          size("64MB", "1TB"),
          "1GB",
          "Decoded images that are held in memory at once, more wait; one image with all that its"
              + " pipeline makes of it at a time may take no more.");
  static final Setting<Duration> RETAIN_EXECUTIONS =
      add(
          "retention.executions",
          duration("0s", "3650d"),
          "30d",
          "Ended executions and their outputs are removed after this; 0 means never.");
  static final Setting<Duration> RETAIN_UPLOADS =
      add(
          "retention.unused_uploads",
          duration("0s", "3650d"),
          "30d",
          "Uploads that no execution names are removed after this; 0 means never.");
  static final Setting<Long> RETAIN_SIZE =
      add(
          "retention.total_size",
          size("0B", "1000TB"),
          "0B",
          "Above this much the oldest ended executions are removed; 0 means no limit.");

  static final Setting<String> FALLBACK_STATUS =
      add(
          "fallback.status",
          oneOf("500", "202"),
          "500",
          "HTTP status of an execution that went to the fallback queue." + LATER);
  static final ServiceEntry RESIZE = service("resize", "30s", 3, "100ms");
  static final ServiceEntry AI_DETECTION = service("ai_detection", "60s", 2, "200ms");
  static final ServiceEntry FILTER = service("filter", "20s", 3, "50ms");
  static final Setting<Boolean> KAFKA_FALLBACK =
      add(
          "redundancy.kafka_fallback",
          flag(),
          "true",
          "Whether executions go to the fallback queue when the direct path is down." + LATER);
  static final Setting<Duration> HEALTH_CHECK_INTERVAL =
      add(
          "redundancy.health_check_interval",
          duration("1s", "10m"),
          "10s",
          "Time between two health probes of a service." + LATER);
  static final Setting<Integer> FAILURE_THRESHOLD =
      add(
          "redundancy.circuit_breaker.failure_threshold",
          integer(1, 1000),
          "5",
          "Failures in a row that open the circuit breaker." + LATER);
  static final Setting<Duration> RECOVERY_TIMEOUT =
      add(
          "redundancy.circuit_breaker.recovery_timeout",
          duration("100ms", "1h"),
          "30s",
          "How long an open circuit breaker waits before it tries again." + LATER);

  private Settings() {}

  /** In the order of the table. */
  static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  /** The settings of one service of the document's 5.3.1. */
  record ServiceEntry(
      String name,
      Setting<Optional<String>> endpoint,
      Setting<Duration> timeout,
      Setting<Integer> maxAttempts,
      Setting<Duration> initialBackoff) {}

  private static ServiceEntry service(String name, String timeout, int attempts, String backoff) {
    String prefix = "services." + name + ".";
    return new ServiceEntry(
        name,
        add(
            prefix + "endpoint",
            optional(text("host:port", "[A-Za-z0-9._-]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}")),
            "",
            "Where the service runs; nothing means in this process." + LATER),
        add(prefix + "timeout", duration("1ms", "1h"), timeout, "Deadline of one call." + LATER),
        add(
            prefix + "retry_policy.max_attempts",
            integer(1, 10),
            String.valueOf(attempts),
            "Tries of one call, the first included." + LATER),
        add(
            prefix + "retry_policy.initial_backoff",
            duration("1ms", "1m"),
            backoff,
            "Wait before the second try; grows from there." + LATER));
  }

  private static Setting<Integer> port(String key, int number, String text) {
    return add(
        key,
        integer(0, 65_535),
        String.valueOf(number),
        "Port of " + text + " 0 takes a free one.");
  }

  private static <T> Setting<T> secret(String key, SettingType<T> type, String text) {
    return keep(new Setting<>(key, type, "", text, true));
  }

  private static <T> Setting<T> add(String key, SettingType<T> type, String value, String text) {
    return keep(Setting.of(key, type, value, text));
  }

  private static <T> Setting<T> keep(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }
}
