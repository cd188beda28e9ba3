//! The documents name things that exist.

use std::path::Path;

const DOCUMENTS: [&str; 5] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

#[test]
fn links_lead_to_files() {
    let documents = DOCUMENTS.iter().map(|name| (*name).to_owned()).chain(house::files("docs", &[".md"]));
    for document in documents {
        let text = house::read(&document).unwrap();
        let folder = Path::new(&document).parent().unwrap_or_else(|| Path::new(""));
        for link in house::links(&text) {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            assert!(house::root().join(folder).join(path).exists(), "{document} links to {path}, which does not exist");
        }
    }
}

#[test]
fn paths_in_the_architecture_exist() {
    let text = house::read("ARCHITECTURE.md").unwrap();
    for name in house::backticked(&text) {
        let path = name.split("::").next().unwrap_or_default();
        // `DATA/lock` and the like are not of this repository.
        let is_path = path.contains('/') && !path.contains([' ', '*', '…', '$', ':']) && !path.starts_with("DATA/");
        assert!(!is_path || house::root().join(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
    }
}

#[test]
fn every_invariant_has_a_test() {
    let text = house::read("ARCHITECTURE.md").unwrap();
    let rows = house::table(&text, &["#", "invariant", "tests"]);
    assert!(rows.len() >= 10, "the table of invariants was not found in ARCHITECTURE.md");
    for row in rows {
        let tests = house::backticked(&row[2]);
        assert!(!tests.is_empty(), "invariant {} names no test", row[0]);
        for test in tests {
            let (path, name) = test.split_once("::").unwrap_or((&test, ""));
            let code = house::read(path).unwrap();
            let found = if path.ends_with(".rs") { code.contains(&format!("fn {name}(")) } else { code.contains(name) };
            assert!(found && !name.is_empty(), "invariant {}: there is no test {name:?} in {path}", row[0]);
        }
    }
}

#[test]
fn the_changelog_has_room_for_what_comes_next() {
    assert!(house::read("CHANGELOG.md").unwrap().lines().any(|line| line == "## [Unreleased]"));
}

#[test]
fn decisions_are_numbered_without_gaps() {
    for (number, path) in (1..).zip(house::files("docs/decisions", &[".md"])) {
        assert!(path.starts_with(&format!("docs/decisions/{number:04}-")), "{path} is not decision {number}");
    }
}

#[test]
fn actions_are_pinned_to_commits() {
    for path in house::files(".github", &[".yml"]) {
        for line in house::read(&path).unwrap().lines() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            let commit = action.split_once('@').map_or("", |(_, rest)| rest.split(' ').next().unwrap_or_default());
            let pinned = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
            assert!(pinned, "{path}: {action} is not pinned to a commit");
        }
    }
}
