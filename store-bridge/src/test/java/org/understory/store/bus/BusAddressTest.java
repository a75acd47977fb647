package org.understory.store.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket is found in whatever a service says where it listens. */
final class BusAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unix:path=/run/rpm-ostree-transaction.sock|/run/rpm-ostree-transaction.sock
          unix:path=/run/a,guid=0123|/run/a
          unix:guid=0123,path=/run/a|/run/a
          unix:abstract=/tmp/x;unix:path=/run/a;unix:path=/run/b|/run/a
          unix:path=/run/a%20b%2c|/run/a b,
          unix:path=/run/a+b|/run/a+b
          """)
  void a_path_is_found_among_addresses(String addresses, String path) {
    assertThat(BusAddress.socket(addresses)).contains(Path.of(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "unix:",
        "unix:abstract=/tmp/x",
        "unix:path=",
        "unix:path=run/a",
        "unix:path=/run/%0",
        "unix:path=/run/%zz",
        "unix:path=/run/%00",
        "tcp:host=localhost,port=1,path=/run/a",
        "nonce-unix:path=/run/a"
      })
  void what_java_can_not_connect_to_is_none(String addresses) {
    assertThat(BusAddress.socket(addresses)).isEmpty();
  }
}
