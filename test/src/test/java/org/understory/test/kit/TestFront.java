package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.understory.store.bus.ErrorName;
import org.understory.store.helper.Front;
import org.understory.store.helper.FrozenRequest;
import org.understory.store.helper.Refusal;
import org.understory.store.helper.Requests;
import org.understory.store.helper.Settings;
import org.understory.store.helper.SocketWorker;
import org.understory.store.helper.SystemFacts;

/**
 * The front of the helper with operations that name their polkit action, and no system behind it.
 */
public final class TestFront {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestFront() {}

  /**
   * Serves. After how many milliseconds it is idle, and what other patience it has; 0 as installed.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration idle = Duration.ofMillis(Long.parseLong(arguments[0]));
    Duration wait = Duration.ofMillis(Long.parseLong(arguments[1]));
    Duration beat = Duration.ofMillis(Long.parseLong(arguments[2]));
    Settings settings = Settings.INSTALLED;
    settings = idle.isZero() ? settings : settings.idle(idle);
    settings = wait.isZero() ? settings : settings.hasty(wait);
    settings = beat.isZero() ? settings : settings.watchful(beat);
    Front.run(settings, requests(), new Facts(idle.multipliedBy(5)), new SocketWorker(settings));
  }

  private static Requests requests() {
    return (state, operation) -> {
      try {
        JsonNode asked = JSON.readTree(operation);
        if (!asked.has("action") || !asked.has("work")) {
          throw new Refusal(ErrorName.INVALID_ARGUMENT);
        }
        if (asked.get("work").asText().equals("stuck")) {
          LockSupport.park();
        }
        String text = JSON.writeValueAsString(asked);
        return new FrozenRequest(
            asked.get("action").asText(), Map.of("version", "42"), state, text);
      } catch (IOException notJson) {
        throw new Refusal(ErrorName.INVALID_ARGUMENT);
      }
    };
  }

  /** A system that takes longer to read than the front may be idle. */
  private record Facts(Duration reading) implements SystemFacts {
    @Override
    public String snapshot() {
      LockSupport.parkNanos(reading.toNanos());
      return "{\"deployments\":[]}";
    }

    @Override
    public String libostreeVersion() {
      return "2025.2";
    }

    @Override
    public boolean isPowerSafe() {
      return true;
    }
  }
}
