import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the program's own runtime image out of modular jars: jlink, JavaFX's native libraries beside the JVM's (JavaFX would
 * otherwise unpack them into the person's home at the first start), an ahead-of-time cache trained by starting the program
 * once without a screen, and the launcher. Run as {@code java Image.java MODULES LAUNCHER TARGET}, LAUNCHER being
 * the text of the launcher; does nothing when TARGET is newer than that and every module.
 */
final class Image {
  private static final String MODULE = "org.understory.app";
  private static final String MAIN = MODULE + "/org.understory.app.launch.Main";

  /** One set for training and for every start: a cache made with other object headers would be refused. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-Xms24m",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:-UsePerfData",
          "--enable-native-access=javafx.graphics,org.understory.store,org.xerial.sqlitejdbc");

  /**
   * Of the helper. It lives shortly and does little; what breaks it ends it at once, and it can't be looked into from outside.
   */
  private static final List<String> HELPER_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-Xss512k",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+ErrorFileToStderr",
          "--illegal-native-access=deny",
          "--enable-native-access=org.understory.store");

  private final Path modules;
  private final Path template;
  private final Path target;

  private Image(Path modules, Path template, Path target) {
    this.modules = modules;
    this.template = template;
    this.target = target;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Image image = new Image(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    if (image.upToDate()) {
      return;
    }
    delete(image.target);
    image.link();
    image.natives();
    image.launcher();
    image.helper();
    image.trainTerminal();
    // Without the profiles of methods: with them the JVM compiles so much at once that the first frame waits for a processor.
    image.train("window", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");
    image.trainHelper("front", "-Xmx48m", "helper.HelperTraining");
    image.trainHelper("worker", "-Xmx256m", "engine.WorkerMain");
  }

  private boolean upToDate() throws IOException {
    Path stamp = target.resolve("lib/worker.aot");
    if (!Files.exists(stamp)) {
      return false;
    }
    try (Stream<Path> jars = Files.list(modules)) {
      for (Path source : Stream.concat(jars, Stream.of(template, template.resolveSibling("helper"))).toList()) {
        if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(stamp)) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void link() throws IOException, InterruptedException {
    Path linkable = target.resolveSibling("linkable");
    delete(linkable);
    Files.createDirectories(linkable);
    try (Stream<Path> jars = Files.list(modules)) {
      for (Path jar : jars.toList()) {
        // JavaFX publishes an empty jar without a module beside each one for a platform; jlink refuses it.
        if (Files.size(jar) > 1000) {
          renew(jar, linkable.resolve(jar.getFileName()));
        }
      }
    }
    run(
        tool("jlink"),
        "--module-path",
        linkable.toString(),
        "--add-modules",
        // Without the locale data a Chinese window has English dates.
        MODULE + ",org.slf4j.simple,org.freedesktop.dbus.transport.jre,jdk.localedata",
        "--include-locales",
        "en,zh",
        "--output",
        target.toString(),
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6");
    delete(linkable);
  }

  /**
   * Copies a jar, its classes brought up to today's class file format. picocli is published as Java 5 classes, which have no
   * stack maps: the JVM can't keep such classes in the cache and verifies them anew at each start, for a third of a second. jlink
   * takes no jar without a module declaration; one that only has a name for its module gets one that exports all of it.
   */
  private static void renew(Path jar, Path copy) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      ClassHierarchyResolver inJar =
          ClassHierarchyResolver.ofResourceParsing(type -> classFile(from, type)).orElse(ClassHierarchyResolver.defaultResolver());
      ClassFile classes =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(inJar));
      for (ZipEntry entry : from.stream().filter(e -> !e.isDirectory() && !isSqlite(e)).toList()) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(isOldClass(entry, content) ? renewed(classes, content) : content);
      }
      if (from.getEntry("module-info.class") == null && !isMultiRelease(from)) {
        to.putNextEntry(new ZipEntry("module-info.class"));
        to.write(declaration(from));
      }
    }
  }

  private static boolean isMultiRelease(ZipFile jar) {
    return jar.stream().anyMatch(e -> e.getName().startsWith("META-INF/versions/") && e.getName().endsWith("/module-info.class"));
  }

  private static byte[] declaration(ZipFile jar) throws IOException {
    String name;
    try (InputStream manifest = jar.getInputStream(jar.getEntry("META-INF/MANIFEST.MF"))) {
      name = new Manifest(manifest).getMainAttributes().getValue("Automatic-Module-Name");
    }
    List<String> packages = packages(jar, "[a-z0-9_/]+/[^/]+\\.class");
    // jlink counts folders that hold nothing but other files among them, and nobody can use those.
    List<String> all = packages(jar, "[a-z0-9_/]+/[^/]+");
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of(name),
                module -> {
                  module.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
                  packages.forEach(each -> module.exports(PackageDesc.of(each), 0));
                }),
            type -> type.with(ModulePackagesAttribute.ofNames(all.stream().map(PackageDesc::of).toList())));
  }

  private static List<String> packages(ZipFile jar, String files) {
    return jar.stream()
        .filter(e -> !e.isDirectory())
        .map(ZipEntry::getName)
        .filter(e -> e.matches(files))
        .map(e -> e.substring(0, e.lastIndexOf('/')).replace('/', '.'))
        .distinct()
        .toList();
  }

  /** SQLite's library for every other system, which would be unpacked into a temporary folder at each start. */
  private static boolean isSqlite(ZipEntry entry) {
    return entry.getName().startsWith("org/sqlite/native/");
  }

  private static boolean isOldClass(ZipEntry entry, byte[] content) {
    return entry.getName().endsWith(".class") && (content[6] << 8 | content[7]) < ClassFile.JAVA_6_VERSION;
  }

  private static InputStream classFile(ZipFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Method bodies are handed on piece by piece, because only bodies that are written anew get stack maps. */
  private static byte[] renewed(ClassFile classes, byte[] old) {
    return classes.transformClass(
        classes.parse(old),
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(
                (type, element) ->
                    type.with(
                        element instanceof ClassFileVersion
                            ? ClassFileVersion.of(ClassFile.JAVA_11_VERSION, 0)
                            : element)));
  }

  private void natives() throws IOException {
    try (Stream<Path> jars = Files.list(modules)) {
      for (Path jar : jars.filter(j -> j.getFileName().toString().matches("(javafx-graphics|sqlite-jdbc).*")).toList()) {
        unpackLibraries(jar);
      }
    }
  }

  private void unpackLibraries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
      String names = "(org/sqlite/native/Linux/" + machine + "/)?lib[a-z0-9_]+\\.so";
      for (var entry : zip.stream().filter(e -> e.getName().matches(names)).toList()) {
        try (InputStream content = zip.getInputStream(entry)) {
          Path name = Path.of(entry.getName()).getFileName();
          Files.copy(content, target.resolve("lib").resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void launcher() throws IOException {
    Path launcher = target.resolve("bin/understory");
    String text = Files.readString(template).replace("@flags@", String.join(" ", FLAGS)).replace("@main@", MAIN);
    Files.writeString(launcher, text);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void helper() throws IOException {
    Path helper = target.resolve("lib/helper");
    String text = Files.readString(template.resolveSibling("helper"));
    Files.writeString(helper, text.replace("@flags@", String.join(" ", HELPER_FLAGS)));
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * As {@link #train}: the front talks to itself over a bus that it plays, a worker tells the state of the demo system, which the
   * terminal's lesson has made.
   */
  private void trainHelper(String part, String memory, String main) throws IOException, InterruptedException {
    Path demo = target.resolveSibling("training/.local/share/understory/demo/sysroot");
    List<String> command = new ArrayList<>();
    command.add(target.resolve("bin/java").toString());
    command.addAll(HELPER_FLAGS);
    Path cache = target.resolve("lib").resolve(part + ".aot");
    command.addAll(List.of(memory, "-XX:AOTCacheOutput=" + cache, "-m", "org.understory.store/org.understory.store." + main));
    if (part.equals("worker")) {
      command.addAll(List.of("own", demo.toString(), "/dev/null"));
    }
    lesson(part, command, "{\"type\":\"state\"}\n", cache);
  }

  /** With a server of this computer, so that the way to one is in the cache as well: its first look takes the longest. */
  private void trainTerminal() throws IOException, InterruptedException {
    Path training = Files.createDirectories(target.resolveSibling("training"));
    // What was fetched or counted in an earlier lesson would be skipped in this one.
    delete(training.resolve(".cache"));
    Path served = training.resolve(".local/share/understory/demo/remote");
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> serve(served, exchange));
    server.start();
    try {
      Path far = training.resolve("far");
      for (String folder : List.of("objects", "refs/heads", "refs/remotes")) {
        Files.createDirectories(far.resolve(folder));
      }
      Files.writeString(
          far.resolve("config"),
          "[core]\nrepo_version=1\nmode=bare-user-only\n\n[remote \"demo\"]\nurl=http:/" + server.getAddress()
              + "\ngpg-verify=false\n");
      train("terminal", "-Dunderstory.training.far=" + far);
    } finally {
      server.stop(0);
    }
  }

  private static void serve(Path folder, HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
      byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /**
   * Starts the program once so that the JVM can note which classes it uses. The program's own switches {@code
   * understory.training.terminal} and {@code .window} make it walk through its commands or its window, and leave. One cache for
   * both would make each command a fifth slower. Without a cache the program still works, so a failure here is told and not
   * fatal.
   */
  private void train(String lesson, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(target.resolve("bin/java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(flags));
    Path cache = target.resolve("lib").resolve(lesson + ".aot");
    command.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + cache,
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Dunderstory.training." + lesson + "=" + Files.createDirectories(target.resolveSibling("training")),
            "-m",
            MAIN));
    lesson(lesson, command, "", cache);
  }

  private void lesson(String lesson, List<String> command, String input, Path cache)
      throws IOException, InterruptedException {
    Path log = target.resolveSibling("training-" + lesson + ".log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (var orders = process.outputWriter()) {
      orders.write(input);
    } catch (IOException nobodyReads) {
      // Then it needs none.
    }
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
      System.err.println("The start-up cache could not be made; the program will start slower. See " + log);
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("Exit status " + status + " from " + Arrays.toString(command));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
