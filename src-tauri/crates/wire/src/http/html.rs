//! What is worth reading of a page: its title, its icon, a form that asks for a password, where it leads.

use crate::clean_text;

const MAX_TITLE: usize = 255;
const MAX_HREF: usize = 255;
const MOST_TAGS: usize = 2_000;

/// The title without the blanks that the page was laid out with.
pub(super) fn title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let from = from + lower.get(from..)?.find('>')? + 1;
    let to = lower.get(from..)?.find("</").map_or(lower.len(), |end| from + end);
    let words: Vec<_> = page.get(from..to)?.split_whitespace().take(64).collect();
    Some(clean_text(entities(&words.join(" ")), MAX_TITLE)).filter(|title| !title.is_empty())
}

/// Whether a field for a password stands in the page.
pub(super) fn asks_for_password(page: &str) -> bool {
    tags(page, "input").any(|tag| attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")))
}

/// Where the page's icon is, as written.
pub(super) fn icon(page: &str) -> Option<String> {
    let is_icon = |tag: &&str| {
        attribute(tag, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("icon")))
    };
    tags(page, "link").find(is_icon).and_then(|tag| attribute(tag, "href")).filter(|href| href.len() <= MAX_HREF)
}

/// Where a page leads that is only there to lead elsewhere.
pub(super) fn refresh(page: &str) -> Option<String> {
    let leads = |tag: &&str| attribute(tag, "http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh"));
    let content = tags(page, "meta").find(leads).and_then(|tag| attribute(tag, "content"))?;
    let place = content.to_ascii_lowercase().find("url=")? + 4;
    let url = content.get(place..)?.trim().trim_matches(['"', '\'']);
    Some(url.to_owned()).filter(|url| !url.is_empty() && url.len() <= MAX_HREF)
}

/// The insides of all tags of that name.
fn tags<'a>(page: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    page.split('<').skip(1).take(MOST_TAGS).filter_map(move |part| {
        let inside = part.split_once('>').map_or(part, |(inside, _)| inside);
        let (front, rest) = inside.split_at_checked(name.len())?;
        (front.eq_ignore_ascii_case(name) && rest.starts_with(char::is_whitespace)).then_some(rest)
    })
}

/// An attribute's value, in quotes or bare.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let found = from + lower.get(from..)?.find(name)?;
        from = found + name.len();
        let alone = lower.get(..found)?.ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let Some(value) = tag.get(from..)?.trim_start().strip_prefix('=').filter(|_| alone) else { continue };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
            _ => value.split(char::is_whitespace).next()?.trim_end_matches('/'),
        };
        return Some(entities(value));
    }
}

/// The entities that titles have.
fn entities(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&nbsp;", " "), ("&reg;", "®")];
    let mut text = text.to_owned();
    for (name, character) in named {
        text = text.replace(name, character);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        let number = after.split_once(';').filter(|(digits, _)| digits.len() <= 7);
        let character = number.and_then(|(digits, _)| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        match (character.and_then(char::from_u32), number) {
            (Some(character), Some((_, behind))) => {
                plain.push(character);
                rest = behind;
            }
            _ => {
                plain.push_str("&#");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_titles_as_they_are_written() {
        let cases = [
            ("<html><head><title>FRITZ!Box 7590</title>", Some("FRITZ!Box 7590")),
            (
                "<TITLE lang='en'>\r\n\t HP&nbsp;LaserJet \n M404dn &#174; &amp; co\n</TITLE>",
                Some("HP LaserJet M404dn ® & co"),
            ),
            ("<title>cut", Some("cut")),
            ("<title></title>", None),
            ("no page", None),
            ("<title", None),
        ];
        for (page, title_) in cases {
            assert_eq!(title(page).as_deref(), title_, "{page}");
        }
    }

    #[test]
    fn sees_a_password_field_an_icon_and_a_way_on() {
        let page = "<META content='0; URL=/login.htm' http-equiv=Refresh><link href=\"/img/a.ico\" rel='shortcut icon'>\
                    <input data-type='x' TYPE=password name=p/>";
        assert!(asks_for_password(page));
        assert_eq!(icon(page).as_deref(), Some("/img/a.ico"));
        assert_eq!(refresh(page).as_deref(), Some("/login.htm"));
        assert!(!asks_for_password("<input name='password' type=text><inputs type=password>"));
        assert_eq!((icon("<link rel=stylesheet href=a>"), refresh("<meta name=x>")), (None, None));
    }
}
