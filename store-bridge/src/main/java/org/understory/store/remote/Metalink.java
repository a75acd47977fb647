package org.understory.store.remote;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a metalink (version 3) says of one file, as far as libostree reads it (ostree-metalink.c).
 *
 * @param size bytes
 * @param hashes in hexadecimal digits, by Java's names of the algorithms; at least one
 * @param urls where to get it, the best first; at least one, of HTTP or HTTPS
 */
record Metalink(long size, Map<String, String> hashes, List<String> urls) {
  private static final Map<String, Algorithm> ALGORITHMS =
      Map.of("sha256", new Algorithm("SHA-256", 64), "sha512", new Algorithm("SHA-512", 128));

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");

  /** Characters of one text; addresses are the longest. */
  private static final int MAX_TEXT = 8192;

  private static final int MAX_URLS = 1000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  private static final List<String> FILE = List.of("metalink", "files", "file");
  private static final List<String> SIZE = List.of("metalink", "files", "file", "size");
  private static final List<String> HASH =
      List.of("metalink", "files", "file", "verification", "hash");
  private static final List<String> URL = List.of("metalink", "files", "file", "resources", "url");

  private static final XMLInputFactory XML = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // Neither files of this computer nor other servers are anybody's business, nor are entities
    // that grow without end.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** One by Java's name, and how many hexadecimal digits its hashes have. */
  private record Algorithm(String name, int digits) {}

  /** What the document says of the first file of this name; empty if it does not say enough. */
  static Optional<Metalink> parse(byte[] document, String name) {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(document));
      return new Reading(reader).read(name);
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** Whether these are the bytes of the file. */
  boolean describes(byte[] bytes) {
    return bytes.length == size
        && hashes.entrySet().stream()
            .allMatch(each -> digest(each.getKey(), bytes).equals(each.getValue()));
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has these", e);
    }
  }

  /** Goes through the document once. */
  private static final class Reading {
    private final XMLStreamReader reader;
    private final Map<String, String> hashes = new HashMap<>();
    private final List<String> urls = new ArrayList<>();
    private Optional<Long> size = Optional.empty();
    private boolean sound = true;

    private Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    private Optional<Metalink> read(String name) throws XMLStreamException {
      List<String> path = new ArrayList<>();
      boolean wanted = false;
      while (reader.hasNext() && sound) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          path.add(reader.getLocalName());
          if (path.equals(FILE)) {
            wanted = urls.isEmpty() && name.equals(reader.getAttributeValue(null, "name"));
          } else if (wanted && element(path)) {
            path.removeLast(); // its text was read to its end
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          path.removeLast();
        }
      }
      return sound && size.isPresent() && size.get() > 0 && !hashes.isEmpty() && !urls.isEmpty()
          ? Optional.of(new Metalink(size.get(), Map.copyOf(hashes), List.copyOf(urls)))
          : Optional.empty();
    }

    /** Returns whether it was one that matters, and is over. */
    private boolean element(List<String> path) throws XMLStreamException {
      if (path.equals(SIZE)) {
        size = Optional.of(text()).filter(NUMBER.asMatchPredicate()).map(Long::valueOf);
      } else if (path.equals(HASH)) {
        hash();
      } else if (path.equals(URL)) {
        url();
      } else {
        return false;
      }
      return true;
    }

    private void hash() throws XMLStreamException {
      String type = String.valueOf(reader.getAttributeValue(null, "type"));
      String digits = text();
      Algorithm algorithm = ALGORITHMS.get(type);
      if (algorithm != null) {
        sound &= digits.length() == algorithm.digits() && DIGITS.matcher(digits).matches();
        hashes.put(algorithm.name(), digits);
      }
    }

    private void url() throws XMLStreamException {
      String protocol = String.valueOf(reader.getAttributeValue(null, "protocol"));
      String url = text();
      boolean web = url.startsWith("http://") || url.startsWith("https://");
      if (web && (protocol.equals("http") || protocol.equals("https")) && urls.size() < MAX_URLS) {
        urls.add(url);
      }
    }

    private String text() throws XMLStreamException {
      String text = reader.getElementText().strip();
      sound &= text.length() <= MAX_TEXT;
      return text;
    }
  }
}
