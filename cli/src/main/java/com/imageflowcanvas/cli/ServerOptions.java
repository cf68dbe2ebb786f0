package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Connection;
import com.imageflowcanvas.cli.client.ServerAddress;
import com.imageflowcanvas.cli.process.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command that talks to a server. */
final class ServerOptions {
  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "Address of the server (IMAGEFLOW_URL, else http://127.0.0.1:8080).")
  private @Nullable String url;

  @Option(
      names = "--user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "Who logs in (IMAGEFLOW_USER). The password is asked for, or IMAGEFLOW_PASSWORD;"
              + " IMAGEFLOW_API_KEY replaces both.")
  private @Nullable String user;

  @Option(
      names = "--ca-certificate",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Certificate (PEM) of the server to trust (IMAGEFLOW_CA_CERTIFICATE).")
  private @Nullable Path certificate;

  private final Surroundings surroundings;

  ServerOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Connection connect() {
    String address =
        Optional.ofNullable(url)
            .or(() -> surroundings.variable("IMAGEFLOW_URL"))
            .orElse("http://127.0.0.1:8080");
    Optional<Path> trusted =
        Optional.ofNullable(certificate)
            .or(() -> surroundings.variable("IMAGEFLOW_CA_CERTIFICATE").map(Path::of))
            .map(surroundings.workingFolder()::resolve);
    return new Connection(
        ServerAddress.parse(address), surroundings, Optional.ofNullable(user), trusted);
  }
}
