package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of the XML that Amazon's services answer with: a name, a text, and elements in it. */
public final class XmlValue {
  /** Deeper than any answer. */
  private static final int MAX_DEPTH = 50;

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<XmlValue> children = new ArrayList<>();

  private XmlValue(String name) {
    this.name = name;
  }

  /**
   * The outermost element.
   *
   * @throws DiscoveryException when the bytes are not XML
   */
  public static XmlValue parse(byte[] xml) throws DiscoveryException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException e) {
      throw new DiscoveryException("not XML: " + e.getMessage(), e);
    }
  }

  private static XmlValue read(XMLStreamReader in) throws XMLStreamException, DiscoveryException {
    XmlValue document = new XmlValue("");
    Deque<XmlValue> open = new ArrayDeque<>();
    open.push(document);
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlValue element = new XmlValue(in.getLocalName());
          open.element().children.add(element);
          open.push(element);
          if (open.size() > MAX_DEPTH) {
            throw new DiscoveryException("XML is nested too deep");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS -> open.element().text.append(in.getText());
        default -> {}
      }
    }
    return document.children.isEmpty() ? document : document.children.getFirst();
  }

  String name() {
    return name;
  }

  /** The first element at a path of names; an empty one where there is none. */
  public XmlValue at(String... path) {
    XmlValue current = this;
    for (String step : path) {
      XmlValue next = new XmlValue(step);
      for (XmlValue child : current.children) {
        if (child.name.equals(step)) {
          next = child;
          break;
        }
      }
      current = next;
    }
    return current;
  }

  /** The text of the first element at a path of names; empty where there is none. */
  public String text(String... path) {
    return at(path).text.toString().strip();
  }

  /** The elements of a list, {@code <name><item/><item/></name>}. */
  public List<XmlValue> items(String listName) {
    return at(listName).children.stream().filter(child -> child.name.equals("item")).toList();
  }

  /** Whether it has an element of a name. */
  public boolean has(String childName) {
    return children.stream().anyMatch(child -> child.name.equals(childName));
  }
}
