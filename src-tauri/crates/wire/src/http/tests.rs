use proptest::prelude::*;

use super::*;
use model::{Channel, Fact};

const FROM: &str = "192.168.1.20";

fn root(answer: &str) -> Root {
    read_root(answer.as_bytes(), FROM.parse().unwrap(), 80)
}

fn told(root: &Root, wanted: Channel) -> Option<&str> {
    root.reading.facts.iter().find_map(|fact| match fact {
        Fact::Told { channel, text, .. } if *channel == wanted => Some(text.as_str()),
        _ => None,
    })
}

fn field<'a>(root: &'a Root, name: &str) -> &'a str {
    root.reading
        .facts
        .iter()
        .find_map(|fact| match fact {
            Fact::Page { fields, .. } => fields.get(name).map(String::as_str),
            _ => None,
        })
        .unwrap()
}

#[test]
fn a_first_page_tells_who_made_it() {
    let page = root(
        "HTTP/1.1 200 OK\r\nServer: lighttpd/1.4\r\nSet-Cookie: SESSION=0123456789abcdef; path=/\r\nSet-Cookie: b=c\r\n\r\n\
         <title>NAS</title><link rel=icon href=favicon.png><form><input type='password'></form>",
    );
    assert_eq!(told(&page, Channel::HttpServer), Some("lighttpd/1.4"));
    assert_eq!(told(&page, Channel::HttpCookie), Some("SESSION="), "what a visit is known by is not kept");
    assert_eq!(told(&page, Channel::HtmlTitle), Some("NAS"));
    assert_eq!((field(&page, "status"), field(&page, "login")), ("200", "form"));
    assert_eq!(page.icon.as_deref(), Some("/favicon.png"));
}

#[test]
fn a_question_for_a_password_is_kept_without_what_changes() {
    let page =
        root("HTTP/1.0 401 Unauthorized\nWWW-Authenticate: Digest realm=\"DVR\", nonce=\"a1\", qop=\"auth\"\n\n");
    assert_eq!(told(&page, Channel::HttpAuthenticate), Some("Digest realm=\"DVR\", qop=\"auth\""));
    assert_eq!(field(&page, "login"), "digest");
    let basic = root("HTTP/1.0 401 X\r\nWWW-Authenticate: Basic realm=\"TL-WR841N\"\r\n\r\n<title>401</title>");
    assert_eq!(
        (field(&basic, "login"), told(&basic, Channel::HttpAuthenticate)),
        ("basic", Some("Basic realm=\"TL-WR841N\""))
    );
    assert_eq!(told(&root("HTTP/1.0 404 X\r\n\r\n<title>404 Not Found</title>"), Channel::HtmlTitle), None);
}

#[test]
fn only_its_own_port_is_led_to() {
    let leads = |location: &str| root(&format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n")).leads_to;
    assert_eq!(leads("/login.html").as_deref(), Some("/login.html"));
    assert_eq!(leads("login.html").as_deref(), Some("/login.html"));
    assert_eq!(leads("http://192.168.1.20/ui/#a").as_deref(), Some("/ui/"));
    for elsewhere in [
        "https://192.168.1.20/",
        "http://192.168.1.20:81/",
        "http://192.168.1.1/",
        "//192.168.1.1/x",
        "/",
        "javascript:x()",
        "http://a.example/",
        "/a b",
        "/a\\b",
    ] {
        assert_eq!(leads(elsewhere), None, "{elsewhere}");
    }
}

#[test]
fn knows_where_an_answer_ends() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n";
    assert!(Response::is_whole(chunked) && !Response::is_whole(&chunked[..chunked.len() - 6]));
    assert_eq!(Response::read(chunked).unwrap().body(), b"Wikipedia");
    assert!(Response::is_whole(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"));
    assert!(!Response::is_whole(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"));
    assert!(!Response::is_whole(b"HTTP/1.1 200 OK\r\n\r\nab"), "ends with the connection");
    assert!(!Response::is_whole(b"HTTP/1.1 204 No"));
    assert_eq!(Response::read(b"SSH-2.0-x"), None);
}

#[test]
fn an_icon_is_known_by_its_fingerprint() {
    let icon = read_icon(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nabc", 80);
    let text = "900150983cd24fb0d6963f7d28e17f72".to_owned();
    assert_eq!(icon.facts, [Fact::Told { channel: Channel::Favicon, port: 80, text }]);
    assert_eq!(read_icon(b"HTTP/1.1 404 No\r\n\r\nabc", 80), crate::Reading::default());
    assert_eq!(read_icon(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nabc", 80), crate::Reading::default());
}

#[test]
fn questions_are_whole() {
    let question = String::from_utf8(get("192.168.1.20", "/")).unwrap();
    assert!(question.starts_with("GET / HTTP/1.1\r\nHost: 192.168.1.20\r\n") && question.ends_with("\r\n\r\n"));
    let question = String::from_utf8(post("a", "/p", "application/json", &[("X-Y", "z")], b"{}")).unwrap();
    assert!(question.contains("Content-Length: 2\r\nX-Y: z\r\n\r\n{}"));
}

proptest! {
    #[test]
    fn what_is_led_to_is_safe_to_send(place in "\\PC{0,40}", body in "\\PC{0,60}") {
        let page = root(&format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\n\r\n{body}"));
        for path in page.leads_to.iter().chain(&page.icon) {
            prop_assert!(path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }

    #[test]
    fn a_whole_answer_stays_whole(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
        answer.extend(bytes);
        let _ = (Response::is_whole(&answer), Response::read(&answer));
    }
}
