package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tone;
import org.understory.app.system.News.Kind;
import org.understory.resources.Messages;

/** The strip above everything else on the System screen, as loud as what it tells. */
final class NewsNotice extends StackPane {
  NewsNotice(News news, SystemViewModel model, Messages messages) {
    List<Node> actions = new ArrayList<>();
    if (news.again().isPresent()) {
      boolean offered = news.kind() == Kind.OFFERED;
      Button again =
          new Button(messages.get(offered ? "system.offer.upgrade" : "system.lost.again"));
      again.setId("news-again");
      again.setOnAction(event -> model.news().again(news));
      String tip = messages.get(offered ? "system.offer.upgrade.tip" : "system.lost.again.tip");
      actions.add(new Reasoned(again, tip, model.reasonProperty()));
    }
    if (news.kind() == Kind.LOST && news.again().isPresent()) {
      actions.add(button(messages, "details", () -> model.news().details()));
    }
    if (!news.key().isEmpty()) {
      actions.add(button(messages, "dismiss", () -> model.news().dismiss(news)));
    }
    Tone tone =
        switch (news.kind()) {
          case LOST -> Tone.DANGER;
          case OFFERED -> Tone.ACCENT;
          case STOPPED -> Tone.WARNING;
        };
    Notice notice = new Notice(tone, news.title(), news.text(), actions.toArray(new Node[0]));
    notice.setId(news.kind() == Kind.LOST ? "finalization-failure" : "update-news");
    getChildren().setAll(notice);
  }

  private static Button button(Messages messages, String key, Runnable work) {
    Button button = new Button(messages.get("system.lost." + key));
    button.setId("news-" + key);
    button.setOnAction(event -> work.run());
    return button;
  }
}
