package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.Surroundings;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/** One server and the login at it. */
public final class Connection {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final ServerAddress server;
  private final Transport transport;
  private final LoginTokens login;
  private final Optional<String> apiKey;

  /**
   * @param user who is to be logged in; whoever the kept login belongs to when empty
   * @param certificate PEM file of the certificates to trust; the usual ones when empty
   */
  public Connection(
      ServerAddress server,
      Surroundings surroundings,
      Optional<String> user,
      Optional<Path> certificate) {
    this.server = server;
    this.transport = new Transport(server, http(certificate), surroundings.language());
    CredentialStore store = new CredentialStore(surroundings.configFolder());
    this.login = new LoginTokens(server, new Login(surroundings, user), store, transport);
    // whoever names a user means that user
    this.apiKey = user.isPresent() ? Optional.empty() : surroundings.variable("IMAGEFLOW_API_KEY");
  }

  /** Sends with the API key of the environment, else with the login. */
  public ServerClient client() {
    return new ServerClient(server, transport, apiKey.<Tokens>map(ApiKey::new).orElse(login));
  }

  /** Logs in anew and keeps it; returns the user's name. */
  public String logIn() {
    return login.logIn();
  }

  /** Ends the kept login; false when there was none. */
  public boolean logOut() {
    return login.logOut();
  }

  private static HttpClient http(Optional<Path> certificate) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    certificate.map(TrustedCertificate::context).ifPresent(builder::sslContext);
    return builder.build();
  }

  /** A key never changes, so a refused one stays refused. */
  private record ApiKey(String token) implements Tokens {
    @Override
    public String renew(String refused) {
      return token;
    }
  }
}
