package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionChoices;
import org.understory.app.entry.RevisionScreen;
import org.understory.app.entry.RevisionWords;
import org.understory.app.entry.TreeReader;
import org.understory.app.report.ReportViewModel;
import org.understory.app.server.Reach;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.KernelReader;

/** The Compare screen. */
public final class CompareScreen extends RevisionScreen<Destination.Compare.Pair> {
  private final ScreenContext context;

  /** Builds it. */
  public CompareScreen(ScreenContext context) {
    super(context);
    this.context = context;
  }

  @Override
  protected Optional<Destination.Compare.Pair> wish(Destination destination) {
    return destination instanceof Destination.Compare(Optional<Destination.Compare.Pair> pair)
        ? pair
        : Optional.empty();
  }

  @Override
  protected Content<Destination.Compare.Pair> build(OpenSystem system, RevisionWords words) {
    Reach reach = context.server().reach(system);
    CompareViewModel model = new CompareViewModel(TreeReader.of(reach), context.background());
    PackagesViewModel packages =
        new PackagesViewModel(model, new PackageQuestions(reach), context.background());
    ConfigViewModel config =
        new ConfigViewModel(model, context.state(), reach, context.background());
    TopicAnswer<KernelAnswer> kernel = kernel(model, reach);
    CompareView view =
        new CompareView(
            model,
            words,
            context,
            new ReportViewModel(
                reach, context.background(), context.messages(), context.clock().getZone()),
            List.of(
                files(model),
                new PackagesView(packages, context.background(), context.messages()),
                new ConfigView(config, context.messages()),
                new KernelView(kernel, context.messages())));
    return new Content<>(
        view,
        view,
        (choices, wanted) -> offer(model, view, choices, wanted),
        () -> {
          packages.close();
          config.close();
          kernel.close();
          model.close();
        });
  }

  private TopicAnswer<KernelAnswer> kernel(CompareViewModel model, Reach reach) {
    return new TopicAnswer<>(
        model,
        Topic.KERNEL,
        context.background(),
        () -> ConfigViewModel.stateId(context.state()),
        (from, to, cancellation) -> {
          ComparedSide first = ConfigViewModel.side(from, reach);
          ComparedSide second = ConfigViewModel.side(to, reach);
          KernelReader reader =
              new KernelReader(reach.of(first.commit(), second.commit()).repository());
          return new KernelAnswer(
              reader.kernel(first.commit()),
              reader.kernel(second.commit()),
              first.deployment().map(Deployment::kernelArguments),
              second.deployment().map(Deployment::kernelArguments));
        });
  }

  private TopicView files(CompareViewModel model) {
    return new FilesView(
        model,
        context.background(),
        context.messages(),
        (commit, path) -> context.navigation().go(Destination.browse(commit, path)));
  }

  /** Compares what somebody asked for; at first, what runs with what starts next. */
  private static void offer(
      CompareViewModel model,
      CompareView view,
      List<RevisionChoice> choices,
      Optional<Destination.Compare.Pair> wanted) {
    view.offer(choices);
    if (wanted.isPresent()) {
      Destination.Compare.Pair pair = wanted.get();
      if (pair.configuration()) {
        model.topicProperty().set(Topic.CONFIGURATION);
      }
      model.compare(
          RevisionChoices.named(pair.from(), choices), RevisionChoices.named(pair.to(), choices));
    } else if (model.fromProperty().get().isEmpty() && model.toProperty().get().isEmpty()) {
      model.propose(choices);
    }
  }
}
