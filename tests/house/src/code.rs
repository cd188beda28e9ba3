//! Enough understanding of Rust text to tell shipped code from tests and comments.

/// A Rust file's text without its test modules and comments; empty for a file that holds tests only.
#[must_use]
pub fn production_code(path: &str, text: &str) -> String {
    let tests_only = ["/tests/", "/benches/", "/examples/"].iter().any(|part| path.contains(part))
        || path.ends_with("tests.rs")
        || path.ends_with("test.rs");
    if tests_only {
        return String::new();
    }
    code_only(&without_test_modules(text))
}

/// The text without its line comments.
#[must_use]
pub fn code_only(text: &str) -> String {
    let keep = |line: &str| !line.trim_start().starts_with("//");
    text.lines().filter(|line| keep(line)).map(|line| format!("{line}\n")).collect()
}

/// Leaves out what follows `#[cfg(test)]` up to the brace that closes at the same depth of indentation.
fn without_test_modules(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            skip_item(&mut lines, indent(line));
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn skip_item<'a>(lines: &mut impl Iterator<Item = &'a str>, depth: usize) {
    for line in lines {
        let at_depth = indent(line) == depth;
        if at_depth && (line.trim_end().ends_with(';') || line.trim_start().starts_with('}')) {
            return;
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_comments_are_left_out() {
        let text = "use a;\n// UdpSocket\n#[cfg(test)]\nmod tests;\nfn shipped() {}\n#[cfg(test)]\nmod more {\n    fn t() {\n    }\n}\nfn last() {}\n";
        assert_eq!(production_code("x/src/a.rs", text), "use a;\nfn shipped() {}\nfn last() {}\n");
        assert_eq!(production_code("x/tests/a.rs", text), "");
        assert_eq!(production_code("x/src/join_tests.rs", text), "");
    }
}
