package org.understory.app.history;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.understory.app.control.Low;
import org.understory.app.control.MoreButton;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.server.ServerLook;
import org.understory.app.server.ServerVersions;
import org.understory.app.server.ServerViewModel;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Offers to look on the server for versions that are not here, and says what came of it. */
final class ServerBar extends StackPane {
  private static final String WORDS = "history-server-words";

  private final ServerViewModel server;
  private final Messages messages;

  /**
   * What tells how far it is; stays as long as that lasts, with the button that has the keyboard.
   */
  private Optional<Label> progress = Optional.empty();

  /** Whether there is room for a few words only. */
  private final ObservableValue<Boolean> low = Low.around(this);

  ServerBar(ServerViewModel server, Messages messages) {
    this.server = server;
    this.messages = messages;
    setId("history-server");
    getStyleClass().add("server-bar");
    server.lookProperty().subscribe(this::draw);
    server.foundProperty().subscribe(this::draw);
    server.remotesProperty().subscribe(this::draw);
    low.subscribe(
        now -> {
          Low.mark(this, now);
          progress = Optional.empty();
          draw();
        });
  }

  private void draw() {
    List<String> remotes = server.remotesProperty().getValue();
    Shown.set(this, !remotes.isEmpty());
    if (remotes.isEmpty()) {
      return;
    }
    if (progress.isPresent() && server.lookProperty().get() instanceof ServerLook.Running look) {
      progress.get().setText(low.getValue() ? brief(look) : words(look));
      return;
    }
    progress = Optional.empty();
    boolean keyboard = isFocusWithin();
    getChildren().setAll(content(remotes));
    if (keyboard) {
      // What had it is gone.
      lookupAll(".button").stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private String words(ServerLook.Running look) {
    return messages.get("history.server.running", Sanitizer.line(look.remote()), look.found());
  }

  private String brief(ServerLook.Running look) {
    return messages.get("history.server.running.brief", look.found());
  }

  private Node content(List<String> remotes) {
    return switch (server.lookProperty().get()) {
      case ServerLook.Running look -> running(look);
      case ServerLook.Stopped(String remote) ->
          line(
              cloud(MaterialDesignC.CLOUD_OFF_OUTLINE),
              messages.get("history.server.stopped", Sanitizer.line(remote)),
              messages.get("history.server.stopped.brief"),
              again());
      case ServerLook.Failed(String remote, Problem problem) -> failed(remote, problem);
      case ServerLook.Still() ->
          server.foundProperty().get().map(it -> found(it, remotes)).orElse(offer(remotes));
    };
  }

  private Node failed(String remote, Problem problem) {
    String title = messages.get("history.server.failed", Sanitizer.line(remote));
    return low.getValue()
        ? line(
            new FontIcon(MaterialDesignA.ALERT_OUTLINE),
            title + "\n" + sentence(problem),
            messages.get("history.server.failed.brief"),
            retry())
        : new Notice(Tone.WARNING, title, sentence(problem), retry());
  }

  private Node offer(List<String> remotes) {
    return line(
        cloud(MaterialDesignC.CLOUD_OUTLINE),
        messages.get(
            remotes.size() == 1 ? "history.server.offer" : "history.server.offer.several",
            Sanitizer.line(remotes.getFirst())),
        "",
        look(remotes));
  }

  /** Where there are several servers, the person says which. */
  private Button look(List<String> remotes) {
    String words = messages.get("history.server.look");
    Button look =
        remotes.size() == 1 ? new Button(words) : new MoreButton(words, () -> of(remotes));
    look.setId("history-look");
    look.setTooltip(new Tip(messages.get("history.server.look.tip")));
    look.setAccessibleHelp(messages.get("history.server.look.tip"));
    if (remotes.size() == 1) {
      look.setOnAction(event -> server.look(remotes.getFirst()));
    }
    return look;
  }

  private List<MenuItem> of(List<String> remotes) {
    List<MenuItem> items = new ArrayList<>();
    for (String remote : remotes) {
      MenuItem item = new MenuItem(messages.get("history.server.of", Sanitizer.line(remote)));
      item.setMnemonicParsing(false);
      item.setOnAction(event -> server.look(remote));
      items.add(item);
    }
    return items;
  }

  private Node running(ServerLook.Running look) {
    Node turning = BarLine.turning();
    Button stop = new Button(messages.get("shell.cancel"));
    stop.setId("history-look-stop");
    stop.setOnAction(event -> server.stop());
    Label label =
        low.getValue() ? brief(words(look), brief(look)) : BarLine.label(WORDS, words(look));
    progress = Optional.of(label);
    return new BarLine(turning, label, stop);
  }

  private Node found(ServerVersions found, List<String> remotes) {
    String remote = Sanitizer.line(found.remote().name());
    int away = found.away().size();
    List<Node> buttons = new ArrayList<>();
    if (found.more()) {
      Button older = new Button(messages.get("history.server.older"));
      older.setId("history-older");
      older.setTooltip(new Tip(messages.get("history.server.older.tip")));
      older.setOnAction(event -> server.older());
      buttons.add(older);
    }
    if (remotes.size() > 1) {
      buttons.add(look(remotes));
    }
    buttons.add(again());
    String words = messages.get("history.server.found", away, remote);
    Optional<Problem> trouble = found.problems().stream().findFirst();
    return line(
        cloud(
            away == 0
                ? MaterialDesignC.CLOUD_CHECK_OUTLINE
                : MaterialDesignC.CLOUD_DOWNLOAD_OUTLINE),
        trouble.map(it -> messages.get("history.server.partly", words, sentence(it))).orElse(words),
        messages.get(
            trouble.isPresent() ? "history.server.partly.brief" : "history.server.found.brief",
            away),
        buttons.toArray(new Node[0]));
  }

  private String sentence(Problem problem) {
    return new ProblemText(messages).sentence(problem);
  }

  private Button again() {
    Button again = new Button("", new FontIcon(MaterialDesignR.REFRESH));
    again.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    again.setAccessibleText(messages.get("history.server.again"));
    again.setTooltip(new Tip(messages.get("history.server.again.tip")));
    again.setId("history-look-again");
    again.setOnAction(event -> server.again());
    return again;
  }

  private Button retry() {
    Button retry = new Button(messages.get("history.server.retry"));
    retry.setId("history-look-again");
    retry.setOnAction(event -> server.again());
    return retry;
  }

  private static Node cloud(Ikon symbol) {
    return new FontIcon(symbol);
  }

  /**
   * @param brief what is said where there is no room for all of it
   */
  private Node line(Node symbol, String words, String brief, Node... buttons) {
    return new BarLine(
        symbol, low.getValue() ? brief(words, brief) : BarLine.label(WORDS, words), buttons);
  }

  private static Label brief(String words, String brief) {
    return BarLine.brief(WORDS, words, brief);
  }
}
