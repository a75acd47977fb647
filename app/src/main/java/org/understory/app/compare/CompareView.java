package org.understory.app.compare;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.bisect.Pair;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.control.ChoicePicker;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionScreen;
import org.understory.app.entry.RevisionWords;
import org.understory.app.report.ReportViewModel;
import org.understory.app.report.ReportViewModel.Told;
import org.understory.app.server.ServerViewModel;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.ScreenContext;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Draws the Compare screen: two sides to pick, what of them is compared, and that. */
final class CompareView extends VBox implements RevisionScreen.View {
  private final CompareViewModel model;
  private final Messages messages;
  private final ChangeViewModel changing;
  private final ServerViewModel server;
  private final BisectViewModel bisect;
  private final ReportViewModel reports;
  private final FileDialogs dialogs;
  private final VBox told = new VBox();
  private final ChoicePicker<RevisionChoice> from;
  private final ChoicePicker<RevisionChoice> to;
  private final Map<Topic, TopicView> topics = new EnumMap<>(Topic.class);
  private final HBox choice = new HBox(4);
  private final StackPane body = new StackPane();

  /**
   * Draws this model.
   *
   * @param topics what can be compared; that of {@link Topic#FILES} is among them
   */
  CompareView(
      CompareViewModel model,
      RevisionWords revisions,
      ScreenContext context,
      ReportViewModel reports,
      List<TopicView> topics) {
    this.model = model;
    this.changing = context.changes();
    this.server = context.server();
    this.bisect = context.bisect();
    this.reports = reports;
    this.dialogs = context.dialogs();
    this.messages = context.messages();
    topics.forEach(each -> this.topics.put(each.topic(), each));
    from = revisions.picker(messages.get("compare.from"));
    to = revisions.picker(messages.get("compare.to"));
    getStyleClass().addAll("screen", "compare");
    body.setMinHeight(0);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().add(body);
  }

  @Override
  public void addPieces(Pieces pieces) {
    pieces.add(this::addTopics);
    pieces.add(() -> getChildren().addFirst(new VBox(bar(), told, choice)));
    topics.values().forEach(each -> each.addPieces(pieces));
  }

  @Override
  public void begin() {
    topics.values().forEach(TopicView::begin);
    model.topicProperty().subscribe(this::draw);
    model.fromProperty().subscribe(this::draw);
    model.toProperty().subscribe(this::draw);
    draw();
    reports.toldProperty().subscribe(this::tell);
    model.comparisonProperty().subscribe(_ -> bisect.look(pair()));
  }

  private void tell(Optional<Told> news) {
    told.getChildren().clear();
    news.ifPresent(it -> told.getChildren().add(notice(it)));
  }

  private Node notice(Told news) {
    Button close = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    close.setAccessibleText(messages.get("change.dismiss"));
    close.setOnAction(event -> reports.settle());
    Notice notice =
        switch (news) {
          case Told.Copied() ->
              new Notice(Tone.SUCCESS, "", messages.get("compare.report.copied"), close);
          case Told.Saved(Path file) ->
              new Notice(
                  Tone.SUCCESS,
                  "",
                  messages.get("browse.saved", Sanitizer.line(file.toString())),
                  close);
          case Told.Failed(Problem problem) ->
              new Notice(
                  Tone.WARNING,
                  messages.get("compare.report.failed"),
                  new ProblemText(messages).sentence(problem),
                  close);
        };
    notice.setId("report-told");
    return notice;
  }

  /** Sets what can be picked on both sides. */
  void offer(List<RevisionChoice> choices) {
    from.choices().setAll(choices);
    to.choices().setAll(choices);
  }

  @Override
  public void focusTree() {
    shown().focus();
  }

  @Override
  public void find() {
    shown().find();
  }

  /** Of what is not here nothing is compared but what its registry tells. */
  private TopicView shown() {
    Topic topic = model.isFar() ? Topic.FILES : model.topicProperty().get();
    return Optional.ofNullable(topics.get(topic)).orElseThrow();
  }

  private void draw() {
    Shown.set(choice, topics.size() > 1 && !model.isFar());
    Node node = shown().node();
    if (!body.getChildren().contains(node)) {
      body.getChildren().add(node);
    }
    Shown.only(node, body.getChildren());
  }

  private void addTopics() {
    choice.getStyleClass().add("topics");
    for (Topic topic : topics.keySet()) {
      ToggleButton button = new ToggleButton(messages.get(key(topic)));
      button.setId("topic-" + topic.key());
      button.getStyleClass().add("topic");
      button.setTooltip(new Tip(messages.get(key(topic) + ".tip")));
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.topicProperty().set(topic);
          });
      model.topicProperty().subscribe(now -> button.setSelected(now == topic));
      choice.getChildren().add(button);
    }
  }

  private static String key(Topic topic) {
    return "compare.topic." + topic.key();
  }

  private Node bar() {
    from.setId("compare-from");
    to.setId("compare-to");
    from.setOnPick(model::pickFrom);
    to.setOnPick(model::pickTo);
    model.fromProperty().subscribe(from.valueProperty()::set);
    model.toProperty().subscribe(to.valueProperty()::set);
    Button swap = new Button("", new FontIcon(MaterialDesignS.SWAP_HORIZONTAL));
    swap.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    swap.setTooltip(new Tip(messages.get("compare.swap")));
    swap.setAccessibleText(messages.get("compare.swap"));
    swap.setId("compare-swap");
    swap.setOnAction(event -> model.swap());
    for (ChoicePicker<RevisionChoice> picker : List.of(from, to)) {
      HBox.setHgrow(picker, Priority.ALWAYS);
      picker.setPrefWidth(400);
      picker.setMinWidth(148);
    }
    Button report = new ReportButton(model.comparisonProperty(), reports, dialogs, messages);
    report.setMinWidth(Region.USE_PREF_SIZE);
    HBox bar = new HBox(8, from, swap, to, search(), deploy(), report);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("screen-bar");
    return bar;
  }

  /** Something broke between the two: which version did it is searched for. */
  private Node search() {
    Button search = new Button("", new FontIcon(MaterialDesignB.BUG_OUTLINE));
    search.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    search.setId("compare-bisect");
    search.setAccessibleText(messages.get("compare.bisect"));
    search.setOnAction(event -> bisect.askOfSeen());
    ObjectBinding<Optional<String>> reason =
        Bindings.createObjectBinding(
            () -> {
              if (bisect.searchingProperty().getValue()) {
                return Optional.of(messages.get("compare.bisect.going"));
              }
              return pair().isPresent()
                  ? Optional.empty()
                  : Optional.of(
                      messages.get(
                          model.isFar() ? "compare.images.bisect" : "compare.bisect.first"));
            },
            model.comparisonProperty(),
            bisect.searchingProperty());
    Node reasoned = new Reasoned(search, messages.get("compare.bisect.tip"), reason);
    // Where only a repository is open nothing can be tried.
    reasoned.visibleProperty().bind(bisect.possibleProperty());
    reasoned.managedProperty().bind(reasoned.visibleProperty());
    return reasoned;
  }

  private Optional<Pair> pair() {
    return model.comparisonProperty().get() instanceof Comparison.Answered answer
            && !answer.sameCommit()
        ? Optional.of(Pair.of(answer.from(), answer.to()))
        : Optional.empty();
  }

  private Node deploy() {
    Button deploy = new Button(messages.get("compare.deploy"));
    deploy.setId("compare-deploy");
    deploy.setOnAction(
        event -> {
          if (model.comparisonProperty().get() instanceof Comparison.Answered answer) {
            deploy(answer.to().checksum());
          }
        });
    ObjectBinding<Optional<String>> reason =
        Bindings.createObjectBinding(
            () ->
                model.comparisonProperty().get() instanceof Comparison.Answered
                    ? changing.reasonProperty().getValue()
                    : Optional.of(
                        messages.get(
                            model.isFar() ? "compare.images.deploy" : "compare.deploy.first")),
            model.comparisonProperty(),
            changing.reasonProperty());
    return new Reasoned(deploy, messages.get("compare.deploy.tip"), reason);
  }

  /** What is on a server is downloaded from a branch that leads to it. */
  private void deploy(Checksum commit) {
    server
        .otherBranch(commit, changing::follows)
        .ifPresentOrElse(branch -> changing.rebase(branch, commit), () -> changing.deploy(commit));
  }
}
