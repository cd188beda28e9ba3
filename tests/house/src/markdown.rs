//! Enough understanding of Markdown to check our own documents.

/// The cells of one row of a table.
pub type Row = Vec<String>;

/// The rows of the first table whose header has exactly these cells; empty when there is none.
#[must_use]
pub fn table(text: &str, header: &[&str]) -> Vec<Row> {
    let mut lines = text.lines().skip_while(|line| cells(line) != header);
    lines.nth(1);
    lines.take_while(|line| line.trim_start().starts_with('|')).map(cells).collect()
}

fn cells(line: &str) -> Row {
    let line = line.trim();
    let inner = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).unwrap_or_default();
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The targets of all inline links.
#[must_use]
pub fn links(text: &str) -> Vec<String> {
    let after_label = text.split("](").skip(1);
    after_label.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned()).collect()
}

/// What stands between single backticks, line by line, outside of fenced blocks.
#[must_use]
pub fn backticked(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_links_and_code_are_read() {
        let text = "x\n\n| a | b |\n|---|---|\n| 1 | `two` |\n| 3 | [l](m.md) |\n\n| a |\n";
        assert_eq!(table(text, &["a", "b"]), [["1", "`two`"], ["3", "[l](m.md)"]]);
        assert!(table(text, &["c"]).is_empty());
        assert_eq!(links(text), ["m.md"]);
        assert_eq!(backticked("`a` b `c`\n```\n`d`\n```\n"), ["a", "c"]);
    }
}
