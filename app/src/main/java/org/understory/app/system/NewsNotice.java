package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tone;
import org.understory.resources.Messages;

/** The loud strip above everything else on the System screen. */
final class NewsNotice extends StackPane {
  NewsNotice(News news, SystemViewModel model, Messages messages) {
    List<Node> actions = new ArrayList<>();
    if (news.again().isPresent()) {
      Button again = new Button(messages.get("system.lost.again"));
      again.setId("news-again");
      again.setOnAction(event -> model.news().again(news));
      actions.add(
          new Reasoned(again, messages.get("system.lost.again.tip"), model.reasonProperty()));
      actions.add(button(messages, "details", () -> model.news().details()));
      actions.add(button(messages, "dismiss", () -> model.news().dismiss(news)));
    }
    Notice notice =
        new Notice(Tone.DANGER, news.title(), news.text(), actions.toArray(new Node[0]));
    notice.setId("finalization-failure");
    getChildren().setAll(notice);
  }

  private static Button button(Messages messages, String key, Runnable work) {
    Button button = new Button(messages.get("system.lost." + key));
    button.setId("news-" + key);
    button.setOnAction(event -> work.run());
    return button;
  }
}
