package org.understory.app.text;

import java.util.Map;
import org.understory.model.operation.ServiceTask;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says what a service that brings new versions is doing, and for whom. */
public final class BusyText {
  /** Names that are the same in every language, by how these programs call themselves. */
  private static final Map<String, String> NAMES =
      Map.of(
          "gnome-software", "GNOME Software",
          "cockpit", "Cockpit",
          "zincati", "Zincati");

  private final Messages messages;

  /** In these words. */
  public BusyText(Messages messages) {
    this.messages = messages;
  }

  /** A sentence without its full stop. */
  public String sentence(ServiceTask task, String client) {
    String who = who(client);
    return switch (task) {
      case UPDATE -> messages.get("busy.update", who);
      case CHECK -> messages.get("busy.check", who);
      case LISTS -> messages.get("busy.lists", who);
      case ARGUMENTS -> messages.get("busy.arguments", who);
      case CLEAN -> messages.get("busy.clean", who);
      case RESTART -> messages.get("busy.restart", who);
      case OTHER -> messages.get("busy.other", who);
    };
  }

  /** That it went well. */
  public String ended(String client) {
    return messages.get("busy.ended", who(client));
  }

  /** That it did not. */
  public String failed(String client) {
    return messages.get("busy.failed", who(client));
  }

  private String who(String client) {
    return switch (client) {
      case "" -> messages.get("busy.client.unknown");
      case "cli", "rpm-ostree" -> messages.get("busy.client.command");
      case "rpm-ostreed-automatic" -> messages.get("busy.client.timer");
      case "understory" -> messages.get("busy.client.here");
      default ->
          NAMES.containsKey(client)
              ? messages.get("busy.client.known", NAMES.getOrDefault(client, ""))
              : messages.get("busy.client.other", Sanitizer.line(client));
    };
  }
}
