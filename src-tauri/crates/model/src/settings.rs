//! What the person chose about the program itself. Each choice is kept as a row of name and text.

use std::collections::BTreeMap;

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Its colours.
    pub theme: Theme,
    /// How strongly things stand out.
    pub contrast: Contrast,
    /// Whether things move.
    pub motion: Motion,
    /// How large text is.
    pub text_size: TextSize,
}

/// Its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How strongly things stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contrast {
    /// As the desktop has it.
    #[default]
    System,
    /// More.
    More,
}

/// Whether things move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Motion {
    /// As the desktop has it.
    #[default]
    System,
    /// Less.
    Less,
}

/// How large text is, in percent: one of [`TextSize::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSize(u32);

impl TextSize {
    /// The sizes that there are.
    pub const ALL: [u32; 6] = [100, 110, 125, 150, 175, 200];

    /// The size of this percentage, if there is one.
    #[must_use]
    pub fn of(percent: u32) -> Option<Self> {
        Self::ALL.contains(&percent).then_some(Self(percent))
    }

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u32 {
        self.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl Settings {
    /// Reads rows. What is missing, or what this program does not know, is as it is by default.
    #[must_use]
    pub fn from_rows(rows: &BTreeMap<String, String>) -> Self {
        let row = |name: &str| rows.get(name).map(String::as_str);
        Self {
            theme: match row("theme") {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::System,
            },
            contrast: if row("contrast") == Some("more") { Contrast::More } else { Contrast::System },
            motion: if row("motion") == Some("less") { Motion::Less } else { Motion::System },
            text_size: row("text-size").and_then(|text| text.parse().ok()).and_then(TextSize::of).unwrap_or_default(),
        }
    }

    /// The rows to keep.
    #[must_use]
    pub fn to_rows(&self) -> [(&'static str, String); 4] {
        let theme = match self.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let contrast = if self.contrast == Contrast::More { "more" } else { "system" };
        let motion = if self.motion == Motion::Less { "less" } else { "system" };
        [
            ("theme", theme.into()),
            ("contrast", contrast.into()),
            ("motion", motion.into()),
            ("text-size", self.text_size.0.to_string()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_read_as_it_was_written() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            for (contrast, motion) in [(Contrast::System, Motion::Less), (Contrast::More, Motion::System)] {
                for text_size in TextSize::ALL.into_iter().filter_map(TextSize::of) {
                    let chosen = Settings { theme, contrast, motion, text_size };
                    let rows = chosen.to_rows().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                    assert_eq!(Settings::from_rows(&rows), chosen);
                }
            }
        }
    }

    #[test]
    fn what_is_unknown_or_broken_is_as_by_default() {
        let rows = [("theme", "purple"), ("contrast", ""), ("motion", "more"), ("text-size", "101"), ("x", "y")];
        let rows = rows.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(Settings::from_rows(&rows), Settings::default());
        assert_eq!(Settings::from_rows(&BTreeMap::new()), Settings::default());
    }
}
