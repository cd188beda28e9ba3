//! XML as gadgets write it, and as attackers do.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use crate::clean_text;

const MOST_NODES: u32 = 20_000;
const MAX_DEPTH: u16 = 64;
/// Parsing takes time and memory in the square of these two, so they are limited beforehand.
const MAX_TAG: usize = 8 * 1_024;
const MOST_NAMESPACES: usize = 128;

/// Parses and uses a document, or says what is odd about it.
pub(crate) fn with_document<T>(bytes: &[u8], use_it: impl FnOnce(&Document<'_>) -> T) -> Result<T, &'static str> {
    let text = decode(bytes);
    let text = whole(&text);
    check_cost(text)?;
    match parse(text) {
        Err(roxmltree::Error::DtdDetected) => Err("XML with a DTD"),
        Err(roxmltree::Error::NodesLimitReached) => Err("XML with too many elements"),
        Ok(document) => checked(&document).map(use_it),
        Err(_) => {
            let repaired = repair(text);
            let document = parse(&repaired).map_err(|_| "XML that cannot be read")?;
            checked(&document).map(use_it)
        }
    }
}

/// The first child of that name, in any namespace and any case.
pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| is_named(*child, name))
}

/// Whether the element has this name, in any namespace and any case.
pub(crate) fn is_named(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

/// The element's own text, if there is any.
pub(crate) fn text(node: Node<'_, '_>, max: usize) -> Option<String> {
    let mut raw = String::new();
    for part in node.children().filter(Node::is_text).filter_map(|part| part.text()) {
        if raw.len() <= max.saturating_mul(4) {
            raw.push_str(part);
        }
    }
    Some(clean_text(raw, max)).filter(|text| !text.is_empty())
}

fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}

/// The text in whatever encoding it seems to be: UTF-16 with its mark, UTF-8, or else Latin-1.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(read).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
        },
    }
}

/// The document without what some servers put before and behind it.
fn whole(text: &str) -> &str {
    let start = text.find('<').unwrap_or(0);
    let end = text.rfind('>').map_or(text.len(), |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

fn check_cost(text: &str) -> Result<(), &'static str> {
    let longest_tag = text.split('<').map(|tag| tag.find('>').unwrap_or(tag.len())).max().unwrap_or(0);
    if longest_tag > MAX_TAG {
        return Err("XML with a tag that is too long");
    }
    if text.matches("xmlns").nth(MOST_NAMESPACES).is_some() {
        return Err("XML with too many namespaces");
    }
    Ok(())
}

fn checked<'a, 'input>(document: &'a Document<'input>) -> Result<&'a Document<'input>, &'static str> {
    // Nodes come in document order, parents first.
    let mut depths: Vec<u16> = Vec::new();
    for node in document.root().descendants() {
        let parent = node.parent().and_then(|parent| depths.get(parent.id().get_usize()).copied());
        let depth = parent.map_or(0, |depth| depth.saturating_add(1));
        if depth > MAX_DEPTH {
            return Err("XML that is nested too deeply");
        }
        depths.push(depth);
    }
    Ok(document)
}

/// Makes a "&" that begins no known entity an ampersand, and drops control characters.
fn repair(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut parts = text.split('&');
    repaired.extend(parts.next());
    for part in parts {
        let name = part.split_once(';').map(|(name, _)| name);
        let is_entity = name.is_some_and(|name| {
            matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#') && name.len() < 10
        });
        repaired.push_str(if is_entity { "&" } else { "&amp;" });
        repaired.push_str(part);
    }
    repaired.retain(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: impl AsRef<[u8]>) -> Result<String, &'static str> {
        with_document(xml.as_ref(), |document| text(document.root_element(), 100).unwrap_or_default())
    }

    #[test]
    fn reads_every_encoding() {
        let declared = "<?xml version='1.0' encoding='ISO-8859-1'?><a>K\u{fc}che</a>";
        let latin: Vec<u8> = declared.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(read(latin), Ok("Küche".into()));
        assert_eq!(read(declared), Ok("Küche".into()));
        let utf16: Vec<u8> = "\u{feff}<a>Küche</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(utf16), Ok("Küche".into()));
    }

    #[test]
    fn mends_what_gadgets_break() {
        assert_eq!(
            read("\u{feff}\r\n <?xml version='1.0'?><a>Tom & Jerry &amp; &nbsp;&#65;</a>\0\0"),
            Ok("Tom & Jerry & &nbsp;A".into())
        );
        assert_eq!(read("<a>x<!-- c -->y<![CDATA[<&>]]></a>"), Ok("xy<&>".into()));
        assert_eq!(read("<a>x\u{1}y</a>"), Ok("xy".into()));
        assert_eq!(read("<u:a xmlns:u='x'>y</u:a>"), Ok("y".into()));
    }

    #[test]
    fn refuses_what_costs_too_much() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert_eq!(read(bomb), Err("XML with a DTD"));
        assert_eq!(read("<!DOCTYPE a SYSTEM 'http://192.168.1.1/x'><a/>"), Err("XML with a DTD"));
        assert_eq!(read(format!("<a>{}</a>", "<b/>".repeat(40_000))), Err("XML with too many elements"));
        assert_eq!(read("<a>".repeat(80_000) + &"</a>".repeat(80_000)), Err("XML with too many elements"));
        assert_eq!(read("<a>".repeat(15_000) + &"</a>".repeat(15_000)), Err("XML that is nested too deeply"));
        assert_eq!(read("<a>".repeat(100) + &"</a>".repeat(100)), Err("XML that is nested too deeply"));
        let attributes: String = (0..30_000).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(read(format!("<a{attributes}/>")), Err("XML with a tag that is too long"));
        let namespaces: String = (0..200).map(|n| format!("<a xmlns:b{n}='c'>")).collect();
        assert_eq!(read(namespaces), Err("XML with too many namespaces"));
        for broken in ["", "<", "text", "<a>", "<a></b>", "<a b=>", "\0\0", "&", "<a>&#0;</a>"] {
            assert_eq!(read(broken), Err("XML that cannot be read"), "{broken}");
        }
    }
}
