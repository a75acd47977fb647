package org.understory.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.control.Times;
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
import org.understory.model.container.ImageReference;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.KernelReader;

/** The Compare screen. */
public final class CompareScreen extends RevisionScreen<Destination> {
  private final ScreenContext context;

  /** Builds it. */
  public CompareScreen(ScreenContext context) {
    super(context);
    this.context = context;
  }

  @Override
  protected Optional<Destination> wish(Destination destination) {
    return Optional.of(destination).filter(it -> !it.equals(Destination.of(destination.place())));
  }

  @Override
  protected Content<Destination> build(OpenSystem system, RevisionWords words) {
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
        new Times(context.messages(), context.clock()),
        (commit, path) -> context.navigation().go(Destination.browse(commit, path)));
  }

  /** Compares what somebody asked for; at first, what runs with what starts next. */
  private void offer(
      CompareViewModel model,
      CompareView view,
      List<RevisionChoice> here,
      Optional<Destination> wanted) {
    List<RevisionChoice> choices = new ArrayList<>(here);
    context
        .server()
        .registry()
        .foundProperty()
        .get()
        .ifPresent(tags -> choices.addAll(RevisionChoices.found(tags)));
    view.offer(choices);
    if (wanted.isPresent()) {
      show(model, choices, wanted.get());
    } else if (model.fromProperty().get().isEmpty() && model.toProperty().get().isEmpty()) {
      model.propose(choices);
    }
  }

  private void show(CompareViewModel model, List<RevisionChoice> choices, Destination wanted) {
    if (wanted instanceof Destination.CompareImage(ImageReference image)) {
      Optional<SystemSnapshot> now = context.state().snapshotProperty().get();
      now.flatMap(SystemSnapshot::current)
          .map(RevisionChoice.OfDeployment::new)
          .ifPresent(runs -> model.compare(runs, new RevisionChoice.OfImage(image)));
    } else if (wanted instanceof Destination.Compare(Optional<Destination.Compare.Pair> pair)) {
      if (pair.orElseThrow().configuration()) {
        model.topicProperty().set(Topic.CONFIGURATION);
      }
      model.compare(
          RevisionChoices.named(pair.orElseThrow().from(), choices),
          RevisionChoices.named(pair.orElseThrow().to(), choices));
    }
  }
}
