package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private TrustedProxies proxies;

  @BeforeEach
  void trust() throws UnknownHostException {
    proxies =
        new TrustedProxies(
            List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7|203.0.113.7",
        "198.51.100.1, 203.0.113.7|203.0.113.7",
        "198.51.100.1, 203.0.113.7, 10.0.0.1|203.0.113.7",
        "198.51.100.1,203.0.113.7:4711,[fd00::1]:80,10.0.0.1:443|203.0.113.7:4711",
        "10.0.0.1|10.0.0.1",
        "unknown|unknown",
        ",|''"
      })
  void whatStandsBeforeTheLastStrangerIsNotBelieved(String header, String client) {
    HttpFields headers = HttpFields.build().add("X-Forwarded-For", header);
    assertThat(proxies.cut(headers).get("X-Forwarded-For")).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.7;proto=https|for=203.0.113.7;proto=https",
        "for=198.51.100.1, for=203.0.113.7, for=10.0.0.1|for=203.0.113.7",
        "for=203.0.113.7, proto=http;For=\"[fd00::1]:4711\"|for=203.0.113.7",
        "for=_hidden, for=10.0.0.1|for=_hidden"
      })
  void theStandardsHeaderIsReadTheSame(String header, String client) {
    HttpFields headers = HttpFields.build().add("Forwarded", header);
    assertThat(proxies.cut(headers).get("Forwarded")).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    HttpFields headers =
        HttpFields.build()
            .add("X-Forwarded-For", "198.51.100.1")
            .add("X-Forwarded-For", "203.0.113.7");
    assertThat(proxies.cut(headers).getValuesList("X-Forwarded-For"))
        .containsExactly("203.0.113.7");
  }

  @Test
  void aClientsOwnHeaderBesideTheGatewaysIsNotBelieved() {
    HttpFields headers =
        HttpFields.build()
            .add("Forwarded", "for=198.51.100.1")
            .add("X-Forwarded-For", "203.0.113.7")
            .add("X-Forwarded-Proto", "https");
    HttpFields cut = proxies.cut(headers);
    assertThat(cut.contains("Forwarded")).isFalse();
    assertThat(cut.get("X-Forwarded-For")).isEqualTo("203.0.113.7");
    assertThat(cut.get("X-Forwarded-Proto")).isEqualTo("https");
  }
}
