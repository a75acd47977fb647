package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.understory.app.compare.Comparison.Answered;
import org.understory.app.control.MoreButton;
import org.understory.app.control.Tip;
import org.understory.app.report.ReportText;
import org.understory.app.report.ReportViewModel;
import org.understory.app.shell.FileDialogs;
import org.understory.resources.Messages;

/** Offers the report on what is compared, to copy or to save. */
final class ReportButton extends MoreButton {
  ReportButton(
      ReadOnlyObjectProperty<Comparison> comparison,
      ReportViewModel reports,
      FileDialogs dialogs,
      Messages messages) {
    super(
        messages.get("compare.report"),
        () ->
            answered(comparison)
                .map(it -> new Items(it, reports, dialogs, messages).all())
                .orElse(List.of()));
    setId("compare-report");
    setTooltip(new Tip(messages.get("compare.report.tip")));
    disableProperty()
        .bind(Bindings.createBooleanBinding(() -> answered(comparison).isEmpty(), comparison));
  }

  private static Optional<Answered> answered(ReadOnlyObjectProperty<Comparison> comparison) {
    return comparison.get() instanceof Answered it ? Optional.of(it) : Optional.empty();
  }

  /** What the menu holds for one answer. */
  private record Items(
      Answered answer, ReportViewModel reports, FileDialogs dialogs, Messages messages) {

    List<MenuItem> all() {
      MenuItem copy = new MenuItem(messages.get("compare.report.copy"));
      copy.setId("report-copy");
      copy.setOnAction(
          event ->
              reports.copy(
                  answer.from().checksum(),
                  answer.to().checksum(),
                  it -> it.markdown(false),
                  Items::put));
      return List.of(
          copy,
          save("compare.report.html", "report-html", ".html", ReportText::html),
          save("compare.report.markdown", "report-markdown", ".md", it -> it.markdown(true)),
          save("compare.report.json", "report-json", ".json", ReportText::json));
    }

    private static void put(String text) {
      ClipboardContent content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
    }

    private MenuItem save(String key, String id, String ending, Function<ReportText, String> form) {
      MenuItem item = new MenuItem(messages.get(key));
      item.setId(id);
      String name =
          "report-" + answer.from().checksum().brief() + "-" + answer.to().checksum().brief();
      item.setOnAction(
          event ->
              dialogs
                  .chooseTarget(messages.get(key), name + ending)
                  .ifPresent(
                      it ->
                          reports.save(
                              answer.from().checksum(), answer.to().checksum(), form, it)));
      return item;
    }
  }
}
