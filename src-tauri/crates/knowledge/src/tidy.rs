//! Names of organisations, as people write them.

/// Endings that name a legal form rather than the organisation.
const FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "incorp",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "lt",
    "llc",
    "llp",
    "lp",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ev",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "sl",
    "slu",
    "bv",
    "nv",
    "ab",
    "oy",
    "oyj",
    "as",
    "a/s",
    "aps",
    "asa",
    "kft",
    "zrt",
    "plc",
    "pty",
    "pte",
    "pvt",
    "sdn",
    "bhd",
    "kk",
    "ooo",
    "cjsc",
    "jsc",
    "doo",
    "sro",
    "sp",
    "zoo",
    "se",
    "tbk",
    "pt",
    "cv",
    "sau",
    "saic",
    "de",
    "ltda",
    "intl",
    "cokg",
    "coltd",
];

/// The organisation's name without legal form and shouting: `HEWLETT PACKARD INC.` becomes `Hewlett Packard`.
pub(crate) fn organization(written: &str) -> String {
    let plain = without_brackets(written).replace(['，', ',', ';', '\t'], " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_form(word)) {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.trim_end_matches(['.', '-', '&', '/']).trim_end();
    let shouted = !name.chars().any(char::is_lowercase);
    let whispered = !name.chars().any(char::is_uppercase);
    name.split(' ').map(|word| cased(word, shouted, whispered)).collect::<Vec<_>>().join(" ")
}

/// Whether `text` begins with the words of `start`. Both are in lower case.
pub(crate) fn begins(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}

fn without_brackets(written: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in written.chars() {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                plain.push(' ');
            }
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric() || *c == '/').collect::<String>().to_lowercase();
    bare.is_empty() || bare == "and" || FORMS.contains(&bare.as_str())
}

/// Short words in capitals are taken for abbreviations and stay.
fn cased(word: &str, shouted: bool, whispered: bool) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let loud = letters > 0 && !word.chars().any(char::is_lowercase);
    let speakable = word.chars().any(|c| "AEIOUY".contains(c));
    if loud
        && speakable
        && !word.chars().any(|c| c.is_ascii_digit() || c == '.')
        && letters > if shouted { 3 } else { 4 }
    {
        capital(&word.to_lowercase())
    } else if whispered {
        capital(word)
    } else {
        word.to_owned()
    }
}

/// Every part of a hyphenated word gets a capital.
fn capital(word: &str) -> String {
    let mut start = true;
    word.chars()
        .flat_map(|c| {
            let first = start && c.is_alphabetic();
            start = c == '-' || c == '&' || c == '/';
            if first { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}
