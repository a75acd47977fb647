package org.understory.test.ui;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestRepository;

/**
 * A repository with two commits between which files of every sort differ.
 *
 * @param before the older commit
 * @param after the newer one
 */
record ChangedFiles(TestRepository repository, Checksum before, Checksum after) {
  static final String TEXT = "/etc/ssh/sshd_config";
  static final String LONG = "/etc/long.conf";
  static final String WINDOWS = "/usr/share/doc/readme.txt";
  static final String PROGRAM = "/usr/bin/ping";
  static final String IMAGE = "/usr/share/pixmaps/logo.png";

  /** Makes it in this folder. */
  static ChangedFiles in(Path folder) throws IOException {
    TestRepository repository = TestRepository.create(folder.resolve("repo"), "bare-user");
    Path tree = folder.resolve("tree");
    write(tree, TEXT, settings(60));
    write(tree, LONG, "list = " + "one, two, three, ".repeat(40) + "\nend\n");
    write(tree, WINDOWS, "A file\r\nthat was\r\nwritten elsewhere\r\n");
    write(tree, "/usr/bin/su", "#!/bin/sh\necho su\n");
    write(tree, "/usr/share/open", "x");
    copy("/bin/true", tree, PROGRAM);
    image(tree, new Color(0x3584e4), 96);
    Checksum before = commit(repository, tree);
    String settings =
        settings(60)
            .replace("Option7 = 7 ", "Option7 = 70 ")
            .replace("Option30 = 30 # what 30 is for\n", "")
            .replace("Option45 = 45", "Option45 = 45 minutes\nNew = 选项\n\tOption45a = 45");
    write(tree, TEXT, settings);
    write(tree, LONG, "list = " + "one, two, three, ".repeat(39) + "one, four, three\nend\n");
    write(tree, WINDOWS, "A file\nthat was\nwritten elsewhere\n");
    copy("/bin/false", tree, PROGRAM);
    image(tree, new Color(0x26a269), 128);
    Command.run("chmod", "4755", tree + "/usr/bin/su");
    Command.run("chmod", "0666", tree + "/usr/share/open");
    Checksum after = commit(repository, tree);
    return new ChangedFiles(repository, before, after);
  }

  private static String settings(int count) {
    StringBuilder text = new StringBuilder("# Settings\n[main]\n");
    for (int i = 0; i < count; i++) {
      text.append("Option%d = %d # what %d is for\n".formatted(i, i, i));
    }
    return text.toString();
  }

  private static void write(Path tree, String path, String text) throws IOException {
    Path file = Path.of(tree + path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void copy(String program, Path tree, String path) throws IOException {
    Path file = Path.of(tree + path);
    Files.createDirectories(file.getParent());
    Files.copy(Path.of(program), file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void image(Path tree, Color color, int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(color);
    pen.fillOval(4, 4, size - 8, size - 8);
    pen.dispose();
    Path file = Path.of(tree + IMAGE);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static Checksum commit(TestRepository repository, Path tree) {
    return repository.commit("os", tree, "--owner-uid=0", "--owner-gid=0", "--no-xattrs");
  }
}
