package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;

/** What is said of the API as a whole. */
public final class ApiOverview {
  static final String BEARER = "bearer";
  static final String API_KEY = "apiKey";
  static final String SIGNED_LINK = "signedLink";
  static final String REFRESH_COOKIE = "refreshCookie";

  private static final String TEXT =
      """
      Composes image pipelines and runs them.

      - **Paths** begin with `/v1`; `/api/v1` and `/api` answer the same. Links that are given out \
      always begin with `/v1`.
      - **Who asks** says `Authorization: Bearer <access token or API key>`, or `X-API-Key: <API \
      key>`. Roles, each with all rights of those before it: `viewer`, `pipeline_operator`, \
      `pipeline_creator`, `admin`. Each operation names the least one.
      - **Errors** are `application/problem+json` (RFC 9457) with a stable `code`, and `errors` \
      that point to the places.
      - **Requests** are read strictly: an unknown member, a key given twice, `NaN`, a text that is \
      not UTF-8 are each a 400. In requests, null is the same as absent; in answers, what has no \
      value is left out.
      - **Lists** are `{items, next_cursor}`; `?cursor=` takes the next page, until it is null.
      - **Limits**: every answer has `RateLimit-Limit`, `RateLimit-Remaining` and \
      `RateLimit-Reset`; 429 and 503 say in `Retry-After` when to come again.
      - **Live progress** comes over WebSocket; see `x-websocket` and the schemas that it names.
      """;

  private ApiOverview() {}

  public static OpenAPI create() {
    return new OpenAPI()
        .info(
            new Info()
                .title("ImageFlowCanvas")
                .version("1")
                .description(TEXT)
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/").description("the server that told you this")))
        .tags(tags())
        .components(schemes())
        .security(
            List.of(
                new SecurityRequirement().addList(BEARER),
                new SecurityRequirement().addList(API_KEY)));
  }

  private static List<Tag> tags() {
    return List.of(
        tag("Accounts", "Logging in and out, and who one is"),
        tag("Users", "People, their roles, and what happened to accounts; for admins"),
        tag("API keys", "Keys for machines"),
        tag("Pipelines", "What is to be done with images, in versions"),
        tag("Components", "What pipelines are made of"),
        tag("Executions", "Pipelines at work on images, and what came of it"),
        tag("Files", "Images that were uploaded, and results"),
        tag("Models", "What components detect with"),
        tag("Services", "The parts of the server"),
        tag("Health", "For load balancers, supervisors and Prometheus"));
  }

  private static Tag tag(String name, String text) {
    return new Tag().name(name).description(text);
  }

  private static Components schemes() {
    return new Components()
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT or API key")
                .description("the access_token of POST /v1/auth/login, or an API key"))
        .addSecuritySchemes(
            API_KEY, key(SecurityScheme.In.HEADER, "X-API-Key").description("of POST /v1/api-keys"))
        .addSecuritySchemes(
            SIGNED_LINK,
            key(SecurityScheme.In.QUERY, "access")
                .description("of POST /v1/files/{id}/link: for one file, for five minutes"))
        .addSecuritySchemes(
            REFRESH_COOKIE,
            key(SecurityScheme.In.COOKIE, "imageflow_refresh")
                .description(
                    "the refresh token of a login with ?cookie=true; HttpOnly, SameSite=Strict"));
  }

  private static SecurityScheme key(SecurityScheme.In in, String name) {
    return new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(in).name(name);
  }
}
