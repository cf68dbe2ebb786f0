package com.imageflowcanvas.server.config;

import com.imageflowcanvas.image.ImageLimits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, read and checked. Paths are absolute.
 *
 * @param adminPassword for the first start
 * @param services by the names of the document: {@code resize}, {@code ai_detection}, {@code
 *     filter}
 * @param queueCapacity waiting executions that are accepted
 * @param quotaBytes stored files of one user
 */
public record ServerSettings(
    Network network,
    Path dataDir,
    Path modelsDir,
    Optional<String> adminPassword,
    Access access,
    Limits limits,
    RateLimits rateLimits,
    Executions executions,
    Memory memory,
    Retention retention,
    Redundancy redundancy,
    Map<String, Service> services,
    int queueCapacity,
    long quotaBytes,
    boolean metricsPublic,
    String logLevel) {

  /** Ports are 0 for any free one. */
  public record Network(
      InetAddress bindAddress,
      int httpPort,
      int grpcPort,
      int resizePort,
      int aiDetectionPort,
      int filterPort,
      List<InetAddress> trustedProxies,
      List<String> allowedOrigins,
      Duration shutdownTimeout,
      Optional<Tls> tls) {}

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  public record Access(Duration tokenLifetime, Duration refreshLifetime) {}

  public record Limits(
      ImageLimits image,
      int imagesPerExecution,
      long executionBytes,
      long jsonBytes,
      long grpcMessageBytes,
      long modelBytes) {}

  /** A rate of 0 means no limit. */
  public record RateLimits(
      int userPerSecond, int userBurst, int addressPerSecond, int addressBurst) {}

  /**
   * @param workers at least 1
   */
  public record Executions(int workers, int maxAttempts, Duration lease, Duration deadline) {}

  /**
   * What may be held in memory at once, bytes.
   *
   * @param images files of images
   * @param rasters decoded images
   */
  public record Memory(long images, long rasters) {}

  /** Zero means for ever, or no limit. */
  public record Retention(Duration executions, Duration unusedUploads, long totalBytes) {}

  public record Redundancy(
      boolean kafkaFallback,
      Duration healthCheckInterval,
      int failureThreshold,
      Duration recoveryTimeout,
      int fallbackStatus) {}

  /**
   * @param endpoint host:port; empty when the service runs in this process
   * @param maxAttempts the first included
   */
  public record Service(
      Optional<String> endpoint, Duration timeout, int maxAttempts, Duration initialBackoff) {}

  /** Reads the settings of this process. */
  public static ServerSettings load() throws SettingsException {
    return load(System.getenv(), Path.of(""));
  }

  /**
   * @param folder the working folder: holds {@code imageflow.yml}, and paths start from it
   * @throws SettingsException with every problem at once
   */
  public static ServerSettings load(Map<String, String> environment, Path folder)
      throws SettingsException {
    SettingsReader reader = SettingsReader.read(environment, folder);
    Path dataDir = absolute(folder, reader.get(Settings.DATA_DIR));
    ServerSettings settings =
        new ServerSettings(
            network(reader, folder),
            dataDir,
            reader
                .get(Settings.MODELS_DIR)
                .map(path -> absolute(folder, path))
                .orElse(dataDir.resolve("models")),
            reader.get(Settings.ADMIN_PASSWORD),
            new Access(reader.get(Settings.TOKEN_LIFETIME), reader.get(Settings.REFRESH_LIFETIME)),
            limits(reader),
            new RateLimits(
                reader.get(Settings.USER_RATE),
                reader.get(Settings.USER_BURST),
                reader.get(Settings.ADDRESS_RATE),
                reader.get(Settings.ADDRESS_BURST)),
            executions(reader),
            memory(reader),
            new Retention(
                reader.get(Settings.RETAIN_EXECUTIONS),
                reader.get(Settings.RETAIN_UPLOADS),
                reader.get(Settings.RETAIN_SIZE)),
            redundancy(reader),
            services(reader),
            reader.get(Settings.QUEUE_CAPACITY),
            reader.get(Settings.QUOTA),
            reader.get(Settings.METRICS_PUBLIC),
            reader.get(Settings.LOG_LEVEL));
    settings.checkTogether(reader);
    reader.throwIfAny();
    return settings;
  }

  private void checkTogether(SettingsReader reader) {
    Map<Integer, String> taken = new LinkedHashMap<>();
    for (Port port : ports()) {
      String other = port.number() == 0 ? null : taken.put(port.number(), port.key());
      if (other != null) {
        reader.problem(
            port.key() + ": " + port.number() + " (expected: another port than " + other + ")");
      }
    }
    if (reader.get(Settings.TLS_CERTIFICATE).isPresent()
        != reader.get(Settings.TLS_KEY).isPresent()) {
      reader.problem("tls.certificate and tls.key: only one is set (expected: both or none)");
    }
  }

  /** Every port with the name of its setting. */
  public List<Port> ports() {
    return List.of(
        new Port(Settings.HTTP_PORT, network.httpPort),
        new Port(Settings.GRPC_PORT, network.grpcPort),
        new Port(Settings.RESIZE_PORT, network.resizePort),
        new Port(Settings.AI_DETECTION_PORT, network.aiDetectionPort),
        new Port(Settings.FILTER_PORT, network.filterPort));
  }

  /**
   * @param number 0 for any free one
   */
  public record Port(String key, String environmentName, int number) {
    Port(Setting<Integer> setting, int number) {
      this(setting.key(), setting.environmentName(), number);
    }
  }

  private static Network network(SettingsReader reader, Path folder) {
    return new Network(
        reader.get(Settings.BIND_ADDRESS),
        reader.get(Settings.HTTP_PORT),
        reader.get(Settings.GRPC_PORT),
        reader.get(Settings.RESIZE_PORT),
        reader.get(Settings.AI_DETECTION_PORT),
        reader.get(Settings.FILTER_PORT),
        reader.get(Settings.TRUSTED_PROXIES),
        reader.get(Settings.ALLOWED_ORIGINS),
        reader.get(Settings.SHUTDOWN_TIMEOUT),
        reader
            .get(Settings.TLS_CERTIFICATE)
            .flatMap(
                certificate ->
                    reader
                        .get(Settings.TLS_KEY)
                        .map(
                            key -> new Tls(absolute(folder, certificate), absolute(folder, key)))));
  }

  private static Limits limits(SettingsReader reader) {
    return new Limits(
        new ImageLimits(
            reader.get(Settings.IMAGE_SIZE),
            reader.get(Settings.PIXELS),
            reader.get(Settings.SIDE),
            reader.get(Settings.PROGRESSIVE_SCANS)),
        reader.get(Settings.IMAGES_PER_EXECUTION),
        reader.get(Settings.EXECUTION_SIZE),
        reader.get(Settings.JSON_SIZE),
        reader.get(Settings.GRPC_MESSAGE_SIZE),
        reader.get(Settings.MODEL_SIZE));
  }

  private static Executions executions(SettingsReader reader) {
    int workers = reader.get(Settings.WORKERS);
    return new Executions(
        workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
        reader.get(Settings.MAX_ATTEMPTS),
        reader.get(Settings.LEASE),
        reader.get(Settings.DEADLINE));
  }

  private static Memory memory(SettingsReader reader) {
    long images = reader.get(Settings.IMAGE_MEMORY);
    return new Memory(
        images == 0 ? Runtime.getRuntime().maxMemory() / 4 : images,
        reader.get(Settings.RASTER_MEMORY));
  }

  private static Redundancy redundancy(SettingsReader reader) {
    return new Redundancy(
        reader.get(Settings.KAFKA_FALLBACK),
        reader.get(Settings.HEALTH_CHECK_INTERVAL),
        reader.get(Settings.FAILURE_THRESHOLD),
        reader.get(Settings.RECOVERY_TIMEOUT),
        Integer.parseInt(reader.get(Settings.FALLBACK_STATUS)));
  }

  private static Map<String, Service> services(SettingsReader reader) {
    Map<String, Service> services = new LinkedHashMap<>();
    for (Settings.ServiceEntry entry :
        List.of(Settings.RESIZE, Settings.AI_DETECTION, Settings.FILTER)) {
      services.put(
          entry.name(),
          new Service(
              reader.get(entry.endpoint()),
              reader.get(entry.timeout()),
              reader.get(entry.maxAttempts()),
              reader.get(entry.initialBackoff())));
    }
    return services;
  }

  private static Path absolute(Path folder, Path path) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }
}
